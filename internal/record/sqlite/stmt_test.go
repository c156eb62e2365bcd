package sqlite

import (
	"database/sql"
	"errors"
	"path/filepath"
	"reflect"
	"testing"
)

func TestStatements(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	c, err := newConn(s.read, s.readAddress)
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	seven := int64(7)
	var n int64
	var i int
	var i32 int32
	var yes bool
	var some, none *int64
	var text string
	var bytes, null []byte
	var maybe sql.NullInt64
	err = c.Row("select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?", []any{int64(1) << 62, 5, int32(-3), true, &seven, (*int64)(nil), "x\x00y", []byte{0, 255}, nil, nil},
		&n, &i, &i32, &yes, &some, &none, &text, &bytes, &null, &maybe)
	if err != nil || n != 1<<62 || i != 5 || i32 != -3 || !yes || *some != 7 || none != nil || text != "x\x00y" || !reflect.DeepEqual(bytes, []byte{0, 255}) || null != nil || maybe.Valid {
		t.Error(err, n, i, i32, yes, some, none, text, bytes, null, maybe)
	}
	if err := c.Row("select 1 where 0", nil, &n); !errors.Is(err, sql.ErrNoRows) {
		t.Errorf("no row: %v", err)
	}
	for q, into := range map[string]any{"select 'x'": &n, "select 1": &text, "select 2": &bytes, "select null": &i, "select 'y'": &some, "select 3": new(float32), "select 4, 5": &n, "selec": &n} {
		if err := c.Row(q, nil, into); err == nil {
			t.Errorf("%s is read into a %T", q, into)
		}
	}
	if err := c.Exec("insert into item (key) values ('x')"); err == nil {
		t.Error("a connection for reading writes")
	}
	const q = "select value from json_each('[1,2,3]')"
	sum := 0
	err = c.Rows(q, nil, func(scan func(...any) error) error {
		if err := c.Row(q, nil, &i); err == nil {
			t.Error("a statement is begun anew while its rows are read")
		}
		err := scan(&i)
		sum += i
		return err
	})
	if err != nil || sum != 6 {
		t.Error(sum, err)
	}
	stop := errors.New("stop")
	if err := c.Rows(q, nil, func(func(...any) error) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
	if err := c.Row(q, nil, &i); err != nil || i != 1 {
		t.Errorf("after it was stopped: %d, %v", i, err)
	}
}
