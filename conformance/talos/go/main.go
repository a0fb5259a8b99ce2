// Command judge answers questions about Talos machine configuration with Talos' own code: one JSON value a line in, one
// out, thousands in one process. It knows nothing of what wrote the documents.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
)

// A line holds at most one full machine configuration and the patches over it.
const maxLine = 32 << 20

func main() {
	// Few live objects, much garbage: without a limit the heap follows the garbage.
	debug.SetMemoryLimit(512 << 20)

	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve() error {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), maxLine)

	out := bufio.NewWriter(os.Stdout)
	answers := json.NewEncoder(out)
	answers.SetEscapeHTML(false)

	j := newJudge()

	for in.Scan() {
		if err := answers.Encode(j.answer(in.Bytes())); err != nil {
			return err
		}

		if err := out.Flush(); err != nil {
			return err
		}
	}

	return in.Err()
}
