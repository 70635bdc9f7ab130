"""Whether content is fit to be published: what the compiler says, and what only talking and matching can show. Pure."""
