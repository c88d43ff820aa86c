"""SSH signatures of sign-offs: made by `ssh-keygen -Y sign`, verified in process with `cryptography`.

What `ssh-keygen -Y verify` (OpenSSH 9.2) calls good is good here, and nothing else, except:

* Stricter, the run stops with exit code 2: `allowed_signers` with a wildcard or negated principal or with
  `cert-authority`; a file that is not UTF-8 text, begins with a byte order mark or holds a NUL; a binary list of
  revoked keys (KRL); a certificate in the list of revoked keys.
* Stricter, `unsupported algorithm`: certificates, DSA, WebAuthn signatures; RSA keys with an exponent that is even or
  below 3; Ed25519 keys of small order; short names of key types in a signature (`ED25519`).
* Stricter, `wrong content`: Ed25519 signatures whose S is not reduced (RFC 8032), as OpenSSH refuses them too by now.
* Stricter, `malformed`: signatures longer than `wire.LONGEST` characters.
* Stricter, the line does not count: times with blanks instead of digits, times before 1970.
* Wider: CRLF in armour, as newer OpenSSH; fingerprints in the list of revoked keys, as in the input of `ssh-keygen -k`.

A FIDO key's "user was present" flag is signed but not judged, as with `ssh-keygen -Y verify`. `no-touch-required` and
`verify-required` belong to `authorized_keys`; here they are unknown options, and a line with an unknown option does not
count. Import this package only where signatures are needed: it loads `cryptography`.
"""
