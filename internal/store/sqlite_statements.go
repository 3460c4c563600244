package store

import (
	lists "container/list"
	"context"
	"database/sql"
	"database/sql/driver"

	"modernc.org/sqlite"
)

// driverName is SQLite's driver with connections that keep what they have
// prepared: preparing takes longer than most of our queries do.
const driverName = "plenary-sqlite"

func init() { sql.Register(driverName, keepingDriver{&sqlite.Driver{}}) }

const keptStatements = 300 // per connection

type keepingDriver struct{ driver.Driver }

func (d keepingDriver) Open(name string) (driver.Conn, error) {
	conn, err := d.Driver.Open(name)
	if err != nil {
		return nil, err
	}
	return &keepingConn{sqliteConn: conn.(sqliteConn), order: lists.New(), byText: map[string]*lists.Element{}}, nil
}

// sqliteConn is what the driver's connections can do.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// keepingConn is used by one goroutine at a time, as database/sql promises.
type keepingConn struct {
	sqliteConn
	order  *lists.List // of *statement, the latest used first
	byText map[string]*lists.Element
}

type statement struct {
	text string
	driver.Stmt
	busy bool // its rows are being read
}

// prepared is the kept statement of that text; nil if it can't be used now.
func (c *keepingConn) prepared(ctx context.Context, text string) (*statement, error) {
	if e, ok := c.byText[text]; ok {
		s := e.Value.(*statement)
		if s.busy {
			return nil, nil
		}
		c.order.MoveToFront(e)
		return s, nil
	}
	p, err := c.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	s := &statement{text: text, Stmt: p}
	c.byText[text] = c.order.PushFront(s)
	for e := c.order.Back(); c.order.Len() > keptStatements && e != nil; {
		old := e.Value.(*statement)
		e, _ = e.Prev(), e
		if !old.busy {
			c.forget(old)
		}
	}
	return s, nil
}

func (c *keepingConn) forget(s *statement) {
	c.order.Remove(c.byText[s.text])
	delete(c.byText, s.text)
	_ = s.Close() // it read nothing that could be lost
}

// ExecContext executes a statement; one without arguments is not kept.
func (c *keepingConn) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	if len(args) == 0 {
		return c.sqliteConn.ExecContext(ctx, text, args)
	}
	s, err := c.prepared(ctx, text)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.sqliteConn.ExecContext(ctx, text, args)
	}
	return s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
}

// QueryContext runs a query; one without arguments is not kept.
func (c *keepingConn) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	if len(args) == 0 {
		return c.sqliteConn.QueryContext(ctx, text, args)
	}
	s, err := c.prepared(ctx, text)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.sqliteConn.QueryContext(ctx, text, args)
	}
	rows, err := s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	s.busy = true
	return &keptRows{rows, s}, nil
}

type keptRows struct {
	driver.Rows
	of *statement
}

func (r *keptRows) Close() error {
	r.of.busy = false
	return r.Rows.Close()
}

// Close ends the statements with the connection.
func (c *keepingConn) Close() error {
	for c.order.Len() > 0 {
		c.forget(c.order.Front().Value.(*statement))
	}
	return c.sqliteConn.Close()
}
