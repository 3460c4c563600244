package soak

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// tracer runs a program so that all it does to files, and all it answers, is
// written to a file.
func tracer(file string) []string {
	return []string{"strace", "-f", "-yy", "-xx", "-s", "100000000", "-e", "signal=none", "-e",
		"trace=?open,openat,?creat,?rename,renameat,renameat2,?unlink,unlinkat,?mkdir,mkdirat,write,pwrite64,writev,pwritev,?pwritev2,fsync,fdatasync,?sync_file_range,ftruncate,fallocate,copy_file_range",
		"-o", file}
}

// acked is an answer that said what a post is.
type acked struct {
	ID             int64
	ConversationID int64 `json:"conversation_id"`
	Text, HTML     string
}

// replay follows a trace: what it does to the disk when it is done, what it
// answers when it begins to.
type replay struct {
	disk    *disk
	begun   map[string]string // by thread: a call that has not ended
	syncing map[string]int    // by thread: changes that its sync has to bring about
	step    func(acknowledged *acked) error
}

// follow reads a trace to its end; step is called after each of its lines.
func (r *replay) follow(trace io.Reader) error {
	r.begun, r.syncing = map[string]string{}, map[string]int{}
	lines := bufio.NewReaderSize(trace, 1<<20)
	for {
		line, err := lines.ReadString('\n')
		if errors.Is(err, io.EOF) { // what stands there was cut off with the program
			return nil
		}
		if err != nil {
			return err
		}
		ack, err := r.line(strings.TrimSuffix(line, "\n"))
		if err == nil {
			err = r.step(ack)
		}
		if err != nil {
			return err
		}
	}
}

const (
	unfinished = " <unfinished ...>"
	resumed    = " resumed>"
)

func (r *replay) line(line string) (*acked, error) {
	thread, call, _ := strings.Cut(line, " ")
	call = strings.TrimLeft(call, " ")
	switch {
	case strings.HasPrefix(call, "<... "):
		_, rest, _ := strings.Cut(call, resumed)
		call = r.begun[thread] + rest
		delete(r.begun, thread)
		return nil, r.end(thread, call)
	case strings.HasSuffix(call, unfinished):
		call = strings.TrimSuffix(call, unfinished)
		r.begun[thread] = call
		return r.begin(thread, call), nil
	case strings.HasPrefix(call, "+++"), strings.HasPrefix(call, "---"):
		return nil, nil
	}
	ack := r.begin(thread, call)
	return ack, r.end(thread, call)
}

// begin is what counts from the moment that a call begins.
func (r *replay) begin(thread, call string) *acked {
	name, rest, _ := strings.Cut(call, "(")
	args := strings.Split(rest, ", ")
	switch name {
	case "fsync", "fdatasync":
		r.syncing[thread] = r.disk.unsynced(descriptor(args[0]))
	case "write":
		if len(args) > 1 && strings.Contains(args[0], "<TCP") {
			return told(text(args[1]))
		}
	}
	return nil
}

var result = regexp.MustCompile(`\)\s+= (-?\d+)(<.*>)?[^=]*$`)

// end is what a call has done.
func (r *replay) end(thread, call string) error {
	at := result.FindStringSubmatchIndex(call)
	if at == nil || call[at[2]] == '-' {
		return nil // it failed, or the program was killed in it
	}
	name, rest, _ := strings.Cut(call[:at[0]], "(")
	args := strings.Split(rest, ", ")
	done, _ := strconv.ParseInt(call[at[2]:at[3]], 10, 64)
	d := r.disk
	switch name {
	case "open", "openat", "creat":
		if at[4] < 0 {
			return nil
		}
		p := descriptor(call[at[4]:at[5]])
		if strings.Contains(call, "O_CREAT") || name == "creat" {
			d.create(p, false)
		}
		if strings.Contains(call, "O_TRUNC") {
			d.change(p, change{cut: true})
		}
		if n := d.now[p]; n != nil {
			n.end = 0
		}
	case "write":
		d.append(descriptor(args[0]), text(args[1])[:done])
	case "pwrite64":
		offset, err := strconv.ParseInt(args[len(args)-1], 10, 64)
		if err != nil {
			return fmt.Errorf("trace: %.200s: %w", call, err)
		}
		d.change(descriptor(args[0]), change{at: offset, data: text(args[1])[:done]})
	case "ftruncate":
		size, err := strconv.ParseInt(args[1], 10, 64)
		if err != nil {
			return fmt.Errorf("trace: %.200s: %w", call, err)
		}
		d.change(descriptor(args[0]), change{at: size, cut: true})
	case "fsync", "fdatasync":
		d.sync(descriptor(args[0]), r.syncing[thread])
	case "unlink":
		d.remove(string(text(args[0])))
	case "unlinkat":
		d.remove(below(args[0], args[1]))
	case "mkdir":
		d.create(string(text(args[0])), true)
	case "mkdirat":
		d.create(below(args[0], args[1]), true)
	case "rename":
		d.rename(string(text(args[0])), string(text(args[1])))
	case "renameat", "renameat2":
		d.rename(below(args[0], args[1]), below(args[2], args[3]))
	default: // writev to a socket is none of ours; to a file it would be
		if d.holds(descriptor(args[0])) {
			return fmt.Errorf("trace: %s is a call that this replay does not know", name)
		}
	}
	return nil
}

// descriptor is the path of 9</the/path>.
func descriptor(arg string) string {
	from, to := strings.IndexByte(arg, '<'), strings.LastIndexByte(arg, '>')
	if from < 0 || to < from {
		return ""
	}
	return string(unhex(arg[from+1 : to]))
}

// below is a path from a folder's descriptor on.
func below(dir, name string) string {
	p := string(text(name))
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(descriptor(dir), p)
}

// text is the bytes of an argument in quotes.
func text(arg string) []byte { return unhex(strings.Trim(arg, `"`)) }

// unhex reads \x41\x42; what is not written so stays.
func unhex(s string) []byte {
	if !strings.HasPrefix(s, `\x`) {
		return []byte(s)
	}
	b, err := hex.DecodeString(strings.ReplaceAll(s, `\x`, ""))
	if err != nil {
		return []byte(s)
	}
	return b
}

// told is what an answer says of a post; nil if it says anything else.
func told(sent []byte) *acked {
	head, body, whole := bytes.Cut(sent, []byte("\r\n\r\n"))
	if !whole || !bytes.HasPrefix(head, []byte("HTTP/1.1 20")) {
		return nil
	}
	var a acked
	if json.Unmarshal(body, &a) != nil || a.ID == 0 || a.ConversationID == 0 {
		return nil
	}
	return &a
}
