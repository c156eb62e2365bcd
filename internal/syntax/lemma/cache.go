package lemma

// Cache remembers the lemmas of words seen. It belongs to one goroutine; the
// zero value is ready to use.
type Cache struct {
	lemmas map[Word]string
}

// maxCache bounds the cache: when it is full it starts again. News has about
// 60,000 different words with their features in a million tokens.
const maxCache = 1 << 16

// maxWord is the longest text, in bytes, that is remembered.
const maxWord = 64

// Lemma returns the lemma of a word, remembered or found.
func (c *Cache) Lemma(l *Lemmatizer, w Word) string {
	if lemma, ok := c.lemmas[w]; ok {
		return lemma
	}
	lemma := l.Lemma(w)
	if len(w.Text) > maxWord {
		return lemma
	}
	if c.lemmas == nil || len(c.lemmas) >= maxCache {
		c.lemmas = make(map[Word]string, 1024)
	}
	c.lemmas[w] = lemma
	return lemma
}
