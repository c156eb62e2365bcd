package record

import "errors"

// Kinds of trouble with a record, to be asked for by errors.Is. They come inside
// a [hearsay.Problem] with a hint.
var (
	// ErrBusy: another program holds the record for writing.
	ErrBusy = errors.New("the record is in use")
	// ErrFull: the disk, or the quota, is full.
	ErrFull = errors.New("no room for the record")
	// ErrNewer: a newer version of the program wrote the record.
	ErrNewer = errors.New("the record is of a newer version")
	// ErrNotRecord: what was opened is no record.
	ErrNotRecord = errors.New("not a record")
	// ErrAmbiguous: the beginning of an id fits several.
	ErrAmbiguous = errors.New("ambiguous id")
	// ErrCursor: the mark of a page is damaged or belongs to another question.
	ErrCursor = errors.New("not a page mark")
	// ErrCorrection: this cannot be said of a telling.
	ErrCorrection = errors.New("no such correction")
	// ErrUndone: the correction was undone already.
	ErrUndone = errors.New("undone already")
)
