// Package embed turns tokens into vectors that know their neighbours: spaCy's
// tok2vec, hash embeddings followed by a convolution over a window of tokens.
//
// Input: the tokens of some documents. Output: for each token one vector of
// Width values, handed to a [Sink] in runs that lie in order.
//
//	enc, err := embed.New(cfg.Section("components.tok2vec.model"), model, nil)
//	enc.Encode(docs, &scratch, sink) // sink.Vectors(doc, first, rows, x) for each run
//
// The way of a token: each of its attributes (NORM, PREFIX, SUFFIX, SHAPE...)
// is hashed to four rows of a table, whose sum is its vector; the vectors of all
// attributes are laid end to end and mixed by a maxout layer with layer
// normalisation; then a few times over, a maxout layer sees the vectors
// of the token and of its neighbours and its normalised output is added to the
// token's own (spacy.MultiHashEmbed, spacy.MaxoutWindowEncoder, spacy.HashEmbedCNN,
// versions 1 and 2; thinc 8 for the layers).
//
// Three things make it fast. A word's mixed vector, and its share in the first
// convolution, depend on the word alone: they are computed once and kept in
// caches of bounded size that all workers share. The further convolutions take
// two tokens at a time, which saves a third of their products
// (kernel.Variant.Tile). And documents are cut into segments of some hundred
// tokens that overlap by the reach of the convolutions, so that all layers of a
// segment stay in the processor's cache, and a document of any length needs the
// same memory. None of it makes a result depend on what else is read: a token's
// vector is the same to the bit alone, in a batch, cached or not.
package embed
