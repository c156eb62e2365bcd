// Package load opens a spaCy v3 pipeline as it is published and decodes what
// its files hold; what the files mean is the business of the packages beside it.
//
// Input: a folder, a wheel (.whl) or a source archive (.tar.gz), or any fs.FS.
// Output: a [Package]: the configuration, the strings, the lookup tables, the
// vectors, the tokenizer's rules, and for each component its model, labels and
// tables.
//
//	pkg, err := load.Open("en_core_web_sm-3.8.0-py3-none-any.whl")
//	pkg.Meta.Lang                  // "en"
//	tagger, err := pkg.Model("tagger")
//	tagger.Nodes[2].Params["W"]    // shape [50 96]
//
// All input is taken as hostile: sizes, nesting, the number of entries and the
// ratio of decompression are bounded, and a broken or truncated file is an
// error that names the file.
package load
