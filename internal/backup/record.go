package backup

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"
)

// Record is what is known of an automatic backup. It lies as NAME.json beside
// NAME.tar, not in the database: a database that was brought back would speak
// of other backups than there are, and one that is lost of none.
type Record struct {
	Name    string        `json:"-"` // of both files, without their endings
	MadeAt  time.Time     `json:"made_at"`
	Took    time.Duration `json:"took_ns"`
	Bytes   int64         `json:"bytes"`
	Posts   int64         `json:"posts"`  // counted in what was restored
	People  int64         `json:"people"` // alike
	Files   int64         `json:"files"`
	Lost    int           `json:"lost,omitempty"` // contents that the site itself has lost
	Proved  time.Duration `json:"proved_ns"`      // how long the test restore took
	Trouble Trouble       `json:"trouble,omitempty"`
}

// Trouble is why a backup is not good; "" if it is.
type Trouble string

// Troubles.
const (
	NoRoom   Trouble = "room"  // the disk is too full: none was made
	NotMade  Trouble = "copy"  // making it failed
	NotProof Trouble = "proof" // it is there, and the test restore failed
)

// Good reports whether the backup is there and was restored for a test.
func (r Record) Good() bool { return r.Trouble == "" }

const (
	tarEnding    = ".tar"
	recordEnding = ".json"
	nameForm     = "plenary-20060102T150405Z"
)

var recordName = regexp.MustCompile(`^(plenary-\d{8}T\d{6}Z)\.json$`)

// Kept lists the automatic backups in a folder, and the attempts that failed,
// newest first. A folder that is not there has none.
func Kept(dir string) ([]Record, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, internal(err)
	}
	var all []Record
	for _, e := range entries {
		m := recordName.FindStringSubmatch(e.Name())
		if m == nil {
			continue
		}
		r := Record{Name: m[1]}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if errors.Is(err, fs.ErrNotExist) {
			continue // it was thinned out meanwhile
		}
		if err == nil {
			err = json.Unmarshal(text, &r)
		}
		if err != nil {
			return nil, internal(err)
		}
		if _, err := os.Stat(r.path(dir)); err != nil && (r.Good() || r.Trouble == NotProof) {
			continue // somebody took it away, or the power failed between the two
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b Record) int { return b.MadeAt.Compare(a.MadeAt) })
	return all, nil
}

func (r Record) path(dir string) string { return filepath.Join(dir, r.Name+tarEnding) }

// save writes the record to its place.
func (r Record) save(dir string) error {
	text, err := json.Marshal(r)
	if err == nil {
		err = replace(filepath.Join(dir, r.Name+recordEnding), text)
	}
	return err
}

// drop removes a backup and its record, the record last: without it nobody
// would drop the backup.
func (r Record) drop(dir string) error {
	for _, name := range []string{r.path(dir), filepath.Join(dir, r.Name+recordEnding)} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// thin removes what need not be kept: good backups beyond their days and weeks,
// and whatever failed before the newest good one.
func thin(dir string, zone *time.Location) error {
	all, err := Kept(dir)
	if err != nil {
		return err
	}
	var good []Record
	var made []time.Time
	for _, r := range all {
		switch {
		case r.Good():
			good, made = append(good, r), append(made, r.MadeAt)
		case len(good) > 0:
			err = errors.Join(err, r.drop(dir))
		}
	}
	for i, stays := range keep(made, zone) {
		if !stays {
			err = errors.Join(err, good[i].drop(dir))
		}
	}
	return err
}
