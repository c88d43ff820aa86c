"""The pages of a site: HTML fragments made of the graph, without knowing which generator shows them."""
