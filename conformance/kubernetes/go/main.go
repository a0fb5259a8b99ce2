// Command judge answers questions about objects and documents of Kubernetes with Kubernetes' own code, and about network
// policies with cyclonus: one JSON value a line in, one out. It knows nothing of what wrote them.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
)

// A line holds at most the files of a bundle and the connections that are tried.
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

	for in.Scan() {
		if err := answers.Encode(answerTo(in.Bytes())); err != nil {
			return err
		}

		if err := out.Flush(); err != nil {
			return err
		}
	}

	return in.Err()
}

func answerTo(line []byte) (out answer) {
	var in request

	defer func() {
		if reason := recover(); reason != nil {
			out = answer{ID: in.ID, Fault: fmt.Sprintf("panic: %v\n%s", reason, debug.Stack())}
		}
	}()

	if err := json.Unmarshal(line, &in); err != nil {
		return answer{Fault: err.Error()}
	}

	switch in.Op {
	case "hello":
		out.Version = moduleVersion()
	case "objects":
		out.Objects, out.Error = inspectObjects(in.Text)
	case "connections":
		out.Passes, out.Error = tryConnections(in)
	case "audit":
		out.Audits, out.Error = tryRequests(in)
	case "pods":
		out.Pods, out.Error = tryPods(in)
	case "tls":
		out.TLS, out.Error = readTLS(in.Text)
	default:
		out.Fault = "unknown operation: " + in.Op
	}

	out.ID = in.ID

	return out
}

func moduleVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}

	for _, dep := range info.Deps {
		if dep.Path == "k8s.io/kubernetes" {
			return dep.Version
		}
	}

	return ""
}
