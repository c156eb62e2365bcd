// Package encoder reads texts with a transformer of the BERT family: a vector for each
// piece of a text, which knows what stands around it.
//
// Input: a model file (docs/formats/encoder.md), a text, and where its sentences are.
// Output: pieces with their bytes in the text, and their vectors.
//
//	m, err := encoder.Load(data)
//	w := m.NewWorker() // one per goroutine
//	var v encoder.Vectors
//	w.Encode(text, sentences, &v)
//	v.Pieces[0], v.At(0)             // "coast", bytes 4-9, and its 384 numbers
//	x := v.Pool(nil, tokens, encoder.First)
//
// A text is read in windows of whole sentences, each with a piece before and after it that
// says so. Neighbouring windows share some sentences, so that each is read with
// what stands before it or after it; a sentence's vectors are those of one window. A sentence that is longer than a
// window is cut. What is read of a text depends on nothing but the text, its sentences and the
// model: not on other texts, on the number of goroutines, or on the machine (package
// int8 says how).
//
// The packages below: piece cuts texts, safetensors reads and writes files,
// reference computes the same slowly and exactly, convert makes a model file of
// published weights with compact, tiny is a model for tests; the folder golden has the programs in
// Python that made the golden files.
package encoder
