package embed

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hearsay/hearsay/internal/kernel"
	"github.com/hearsay/hearsay/internal/syntax/load"
	"github.com/hearsay/hearsay/internal/syntax/token"
)

// ErrArchitecture is wrapped by errors about a network that is not known here.
var ErrArchitecture = errors.New("unknown architecture")

// attrSpacy is the id of SPACY in spacy.attrs: whether a space follows the
// token. It is the one attribute here that belongs to a token and not to its word.
const attrSpacy = 81

// attrNames are the attributes that can be embedded.
var attrNames = map[string]int{
	"ORTH": token.Orth, "LOWER": token.Lower, "NORM": token.Norm, "SHAPE": token.Shape,
	"PREFIX": token.Prefix, "SUFFIX": token.Suffix, "LENGTH": token.Length, "SPACY": attrSpacy,
	"IS_ALPHA": token.IsAlpha, "IS_ASCII": token.IsASCII, "IS_DIGIT": token.IsDigit, "IS_LOWER": token.IsLower,
	"IS_PUNCT": token.IsPunct, "IS_SPACE": token.IsSpace, "IS_TITLE": token.IsTitle, "IS_UPPER": token.IsUpper,
	"LIKE_URL": token.LikeURL, "LIKE_NUM": token.LikeNum, "LIKE_EMAIL": token.LikeEmail, "IS_STOP": token.IsStop,
	"IS_BRACKET": token.IsBracket, "IS_QUOTE": token.IsQuote, "IS_LEFT_PUNCT": token.IsLeftPunct,
	"IS_RIGHT_PUNCT": token.IsRightPunct, "IS_CURRENCY": token.IsCurrency,
}

// maxAttrs bounds the attributes of an embedding; published pipelines have up to six.
const maxAttrs = 16

// table is the hash embedding of one attribute.
type table struct {
	attr int
	seed uint32
	rows int
	data []float32 // rows of width values
}

// Encoder is a trained tok2vec. It may be used by many goroutines at once,
// each with a [Scratch] of its own.
type Encoder struct {
	v        *kernel.Variant
	width    int
	window   int // tokens seen on either side by one convolution
	pad      int // rows of padding around a document that pass through the layers too
	tables   []table
	static   *static
	mix      *layer
	conv     []*layer
	first    *kernel.Matrix // the first convolution's weights, a run of outputs for each place in the window
	zero     []float32
	products *cache // a word's vector, then its products with first
	vectors  *cache // a word's vector
}

// Width is the number of values in a token's vector.
func (e *Encoder) Width() int { return e.width }

// reach is how far along the text a token's vector depends on others.
func (e *Encoder) reach() int { return e.window * len(e.conv) }

// Listens reports whether the section of a tok2vec says that another
// component's vectors are used, and names that component: "*" for any.
func Listens(cfg load.Section) (upstream string, ok bool) {
	if !strings.HasPrefix(cfg.String("@architectures"), "spacy.Tok2VecListener.") {
		return "", false
	}
	if upstream = cfg.String("upstream"); upstream == "" {
		upstream = "*"
	}
	return upstream, true
}

// known lists the architectures by the key of the section that names them.
var known = map[string]map[string]bool{
	"":       {"spacy.Tok2Vec.v1": true, "spacy.Tok2Vec.v2": true, "spacy.HashEmbedCNN.v1": true, "spacy.HashEmbedCNN.v2": true},
	"embed":  {"spacy.MultiHashEmbed.v1": true, "spacy.MultiHashEmbed.v2": true},
	"encode": {"spacy.MaxoutWindowEncoder.v1": true, "spacy.MaxoutWindowEncoder.v2": true},
}

// New builds the tok2vec that the section cfg describes, from the model m, in
// which it may be a part (a recognizer with its own copy). vectors may
// be nil where the section asks for no static vectors.
func New(cfg load.Section, m *load.Model, vectors *load.Vectors) (*Encoder, error) {
	arch := cfg.String("@architectures")
	if !known[""][arch] {
		return nil, fmt.Errorf("%s: %w %q for a tok2vec", m.File, ErrArchitecture, arch)
	}
	old := arch == "spacy.HashEmbedCNN.v1"
	if strings.HasPrefix(arch, "spacy.Tok2Vec.") {
		for _, part := range []string{"embed", "encode"} {
			if a := cfg.Section(part).String("@architectures"); !known[part][a] {
				return nil, fmt.Errorf("%s: %w %q for tok2vec.%s", m.File, ErrArchitecture, a, part)
			}
		}
		old = cfg.Section("embed").String("@architectures") == "spacy.MultiHashEmbed.v1"
	}
	e := &Encoder{v: kernel.Best()}
	if err := e.readTables(m); err != nil {
		return nil, err
	}
	if err := e.readStatic(m, vectors, old); err != nil {
		return nil, err
	}
	if err := e.readLayers(m); err != nil {
		return nil, err
	}
	e.zero = make([]float32, max(e.productSize(), e.width))
	e.products, e.vectors = newCache(productWords), newCache(vectorWords)
	return e, nil
}

// productSize is how many values a word gives to one place of the first convolution.
func (e *Encoder) productSize() int {
	if len(e.conv) == 0 {
		return 0
	}
	return e.conv[0].width * e.conv[0].pieces
}

// readTables finds the embedded attributes and their tables.
func (e *Encoder) readTables(m *load.Model) error {
	at := m.Find("extract_features")
	if len(at) != 1 {
		return fmt.Errorf("%s: %w: %d layers extract_features, not one", m.File, ErrArchitecture, len(at))
	}
	list, _ := m.Nodes[at[0]].Attrs["columns"].([]any)
	if len(list) == 0 || len(list) > maxAttrs {
		return fmt.Errorf("%s: layer %d (extract_features): %d attributes to embed; 1 to %d are possible", m.File, at[0], len(list), maxAttrs)
	}
	var columns []int
	for _, c := range list {
		id, err := attrID(c)
		if err != nil {
			return fmt.Errorf("%s: layer %d (extract_features): %w", m.File, at[0], err)
		}
		columns = append(columns, id)
	}
	for _, n := range m.Find("hashembed") {
		rows, err := m.Param(n, "E", -1, -1)
		if err != nil {
			return err
		}
		column, ok := m.Nodes[n].Attrs["column"].(int64)
		if !ok {
			column = int64(len(e.tables))
		}
		seed, ok := m.Nodes[n].Attrs["seed"].(int64)
		if column < 0 || column >= int64(len(columns)) || !ok || seed < 0 || seed > 1<<32-1 {
			return fmt.Errorf("%s: layer %d (hashembed): attribute %v with seed %v", m.File, n, m.Nodes[n].Attrs["column"], m.Nodes[n].Attrs["seed"])
		}
		t := table{attr: columns[column], seed: uint32(seed), rows: rows.Shape[0], data: rows.Data}
		if e.width == 0 {
			e.width = rows.Shape[1]
		}
		if t.rows < 1 || e.width < 1 || rows.Shape[1] != e.width {
			return fmt.Errorf("%s: layer %d (hashembed) has the shape %v beside tables of width %d", m.File, n, rows.Shape, e.width)
		}
		e.tables = append(e.tables, t)
	}
	if len(e.tables) != len(columns) {
		return fmt.Errorf("%s: %w: %d tables for %d attributes", m.File, ErrArchitecture, len(e.tables), len(columns))
	}
	return nil
}

func attrID(v any) (int, error) {
	switch v := v.(type) {
	case string:
		if id, ok := attrNames[v]; ok {
			return id, nil
		}
	case int64:
		for _, id := range attrNames {
			if int64(id) == v {
				return id, nil
			}
		}
	}
	return 0, fmt.Errorf("%w: the attribute %v cannot be embedded", ErrArchitecture, v)
}

// readLayers finds the mixing layer and the convolutions. Of all maxout layers
// the mixing one comes first in thinc's walk (breadth first): a convolution
// lies within a residual and a clone, deeper than it.
func (e *Encoder) readLayers(m *load.Model) error {
	maxouts, norms := m.Find("maxout"), m.Find("layernorm")
	if len(maxouts) == 0 || len(maxouts) != len(norms) {
		return fmt.Errorf("%s: %w: %d maxout layers with %d normalisations", m.File, ErrArchitecture, len(maxouts), len(norms))
	}
	for i := range maxouts {
		l, err := newLayer(m, maxouts[i], norms[i])
		if err != nil {
			return err
		}
		if l.width != e.width {
			return fmt.Errorf("%s: layer %d (maxout) has %d outputs, the embedding %d", m.File, maxouts[i], l.width, e.width)
		}
		if i == 0 {
			e.mix = l
		} else {
			e.conv = append(e.conv, l)
		}
	}
	mixed := e.width * len(e.tables)
	if e.static != nil {
		mixed += e.static.w.Outputs()
	}
	if e.mix.inputs != mixed {
		return fmt.Errorf("%s: layer %d (maxout) takes %d values, the embeddings give %d", m.File, maxouts[0], e.mix.inputs, mixed)
	}
	windows := m.Find("expand_window")
	if len(windows) != len(e.conv) {
		return fmt.Errorf("%s: %w: %d windows for %d convolutions", m.File, ErrArchitecture, len(windows), len(e.conv))
	}
	for i, n := range windows {
		w, _ := m.Nodes[n].Attrs["window_size"].(int64)
		if w < 0 || w > 16 || i > 0 && int(w) != e.window {
			return fmt.Errorf("%s: layer %d (expand_window): window_size %v", m.File, n, m.Nodes[n].Attrs["window_size"])
		}
		e.window = int(w)
		if l := e.conv[i]; l.inputs != (2*e.window+1)*e.width || l.pieces != e.conv[0].pieces {
			return fmt.Errorf("%s: layer %d (maxout) takes %d values in %d pieces, %d tokens of %d were expected", m.File, maxouts[i+1], l.inputs, l.pieces, 2*e.window+1, e.width)
		}
	}
	// Without the attribute a document is seen alone, with nothing around it.
	for i := range m.Nodes {
		if strings.HasPrefix(m.Nodes[i].Name, "with_array(residual(") {
			pad, _ := m.Nodes[i].Attrs["pad"].(int64)
			if pad < 0 || pad > 1024 {
				return fmt.Errorf("%s: layer %d (with_array): pad %d", m.File, i, pad)
			}
			// More rows than the convolutions reach over make no difference.
			e.pad = min(int(pad), e.reach())
		}
	}
	if len(e.conv) > 0 {
		if err := e.packFirst(); err != nil {
			return err
		}
	}
	if err := e.mix.pack(e.v); err != nil {
		return fmt.Errorf("%s: %w", m.File, err)
	}
	for i, l := range e.conv {
		var err error
		switch {
		case i == 0:
			l.raw = nil // e.first stands for it
		case e.window == 1:
			err = l.packTiles(e.v)
		default:
			err = l.pack(e.v)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", m.File, err)
		}
	}
	return nil
}

// packFirst lays the first convolution's weights out by place in the window:
// a word's products with all of them are what the cache keeps.
func (e *Encoder) packFirst() error {
	l, places := e.conv[0], 2*e.window+1
	outs := e.productSize()
	w := make([]float32, places*outs*e.width)
	for j := range places {
		for o := range outs {
			copy(w[(j*outs+o)*e.width:][:e.width], l.raw[o*l.inputs+j*e.width:])
		}
	}
	var err error
	e.first, err = e.v.Pack(w, places*outs, e.width)
	return err
}
