"""Texts as texts: passages of a document, sentences, phrases, lengths, banned words, claims. No rule, no judgement."""
