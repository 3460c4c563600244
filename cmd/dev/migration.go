package main

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"time"
)

type newMigrationCmd struct {
	Name string `arg:"" help:"What it does, for instance add_tags."`
}

var migrationName = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

func (c newMigrationCmd) Run(w *workshop) error {
	file, err := w.newMigration(c.Name, time.Now().UTC())
	if err == nil {
		w.say("%s", file)
	}
	return err
}

// newMigration makes an empty migration and returns its path. Its number is the present second, or the next one that
// no migration has: of two with the same number, the migrator would silently leave one out.
func (w *workshop) newMigration(name string, now time.Time) (string, error) {
	if !migrationName.MatchString(name) {
		return "", errors.New("name a migration in lower case words joined by _, for instance add_tags")
	}
	const dir = "migrations/sqlite"
	if err := os.MkdirAll(w.path(dir), 0o755); err != nil {
		return "", err
	}
	old, err := os.ReadDir(w.path(dir))
	if err != nil {
		return "", err
	}
	taken := map[string]bool{}
	for _, f := range old {
		number, rest, _ := strings.Cut(f.Name(), "_")
		taken[number] = true
		if rest == name+".tx.up.sql" {
			return "", fmt.Errorf("%s/%s has that name already", dir, f.Name())
		}
	}
	number := now.Format("20060102150405")
	for taken[number] {
		now = now.Add(time.Second)
		number = now.Format("20060102150405")
	}
	file := dir + "/" + number + "_" + name + ".tx.up.sql"
	text := fmt.Sprintf("-- %s: say here what changes, and why.\n", strings.ReplaceAll(name, "_", " "))
	return file, os.WriteFile(w.path(file), []byte(text), 0o644)
}
