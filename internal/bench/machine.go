package bench

import (
	"os"
	"runtime"
	"strconv"
	"strings"
)

// thisMachine says what it can find out; what it can't is left empty.
func thisMachine() Machine {
	read := func(file string) string {
		text, err := os.ReadFile(file)
		if err != nil {
			return ""
		}
		return string(text)
	}
	m := Machine{CPU: valueOf(read("/proc/cpuinfo"), "model name"), Cores: runtime.NumCPU(),
		Kernel: strings.TrimSpace(runtime.GOOS + " " + read("/proc/sys/kernel/osrelease"))}
	if m.CPU == "" {
		m.CPU = runtime.GOARCH
	}
	kb, err := strconv.ParseInt(strings.TrimSuffix(valueOf(read("/proc/meminfo"), "MemTotal"), " kB"), 10, 64)
	if err == nil {
		m.Memory = kb << 10
	}
	return m
}

// valueOf is what stands behind the first "name :" of a text of such lines.
func valueOf(text, name string) string {
	for line := range strings.Lines(text) {
		if before, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(before) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
