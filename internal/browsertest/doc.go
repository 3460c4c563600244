// Package browsertest proves in a real browser what people do: two at once,
// with the server killed in between, without a connection, without script, by
// keyboard, in both languages, light and dark. It holds tests alone.
package browsertest
