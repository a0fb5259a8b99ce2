package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"runtime/debug"

	"github.com/siderolabs/talos/pkg/machinery/config"
	"github.com/siderolabs/talos/pkg/machinery/config/configloader"
	"github.com/siderolabs/talos/pkg/machinery/config/configpatcher"
	"github.com/siderolabs/talos/pkg/machinery/config/encoder"
	"github.com/siderolabs/talos/pkg/machinery/config/generate"
	"github.com/siderolabs/talos/pkg/machinery/config/machine"
	"github.com/siderolabs/talos/pkg/machinery/constants"
)

const modulePath = "github.com/siderolabs/talos/pkg/machinery"

type judge struct {
	// Inputs of the generator by contract: both roles share the secrets of one cluster.
	inputs map[string]*generate.Input
	// Generated configurations by name, as a node would have loaded them.
	generated map[string]config.Provider
}

func newJudge() *judge {
	return &judge{inputs: map[string]*generate.Input{}, generated: map[string]config.Provider{}}
}

func (j *judge) answer(line []byte) (out answer) {
	var in request

	defer func() {
		if reason := recover(); reason != nil {
			out = answer{ID: in.ID, Fault: fmt.Sprintf("panic: %v\n%s", reason, debug.Stack())}
		}
	}()

	if err := json.Unmarshal(line, &in); err != nil {
		return answer{ID: in.ID, Fault: err.Error()}
	}

	out.ID = in.ID

	switch in.Op {
	case "hello":
		out.Version = moduleVersion()
	case "generate":
		return j.generate(in)
	case "load":
		provider, s := load([]byte(in.Text), "decode", false)
		if s.OK && in.WantText {
			s.Text = rewrite(provider)
		}

		out.State = &s
	case "chain":
		base, known := j.generated[in.Ref]
		if !known {
			out.Fault = "no configuration of that name: " + in.Ref

			break
		}

		out.Steps = chain(base, in)
	default:
		out.Fault = "unknown operation: " + in.Op
	}

	return out
}

func moduleVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}

	for _, dep := range info.Deps {
		if dep.Path == modulePath {
			return dep.Version
		}
	}

	return ""
}

func (j *judge) generate(in request) answer {
	text, err := j.generateConfig(in.Contract, in.Role)
	if err != nil {
		return answer{ID: in.ID, Fault: err.Error()}
	}

	provider, s := load(text, "decode", false)
	if s.OK {
		j.generated[in.Ref] = provider

		if in.WantText {
			s.Text = string(text)
		}
	}

	return answer{ID: in.ID, State: &s}
}

func (j *judge) generateConfig(contract, role string) ([]byte, error) {
	kind, err := machine.ParseType(role)
	if err != nil {
		return nil, err
	}

	input, err := j.input(contract)
	if err != nil {
		return nil, err
	}

	provider, err := input.Config(kind)
	if err != nil {
		return nil, err
	}

	return provider.EncodeBytes(encoder.WithComments(encoder.CommentsDisabled))
}

func (j *judge) input(contract string) (*generate.Input, error) {
	if known, ok := j.inputs[contract]; ok {
		return known, nil
	}

	version, err := config.ParseContractFromVersion(contract)
	if err != nil {
		return nil, err
	}

	input, err := generate.NewInput("conformance", "https://api.example.net:6443", constants.DefaultKubernetesVersion,
		generate.WithVersionContract(version),
		generate.WithInstallDisk("/dev/sda"),
	)
	if err == nil {
		j.inputs[contract] = input
	}

	return input, err
}

// chain goes the way of `talosctl patch`: each patch over the configuration a node holds, and the bytes that come out
// must load and validate again before the next.
func chain(base config.Provider, in request) []state {
	steps := make([]state, 0, len(in.Patches))
	current := base

	for _, text := range in.Patches {
		next, failed := patchOnce(current, text)
		if failed != nil {
			return append(steps, *failed)
		}

		loaded, s := load(next, "decode-result", in.WantText)
		if in.WantWhole {
			s.Whole = string(next)
		}

		steps = append(steps, s)

		if !s.OK {
			return steps
		}

		current = loaded
	}

	return steps
}

func patchOnce(current config.Provider, text string) (next []byte, failed *state) {
	defer func() {
		// A patch that makes talosctl crash is refused as surely as one that makes it complain: v1.13 does so when it
		// writes out the marker that deletes a document nobody has.
		if reason := recover(); reason != nil {
			next, failed = nil, &state{Stage: "panic", Error: fmt.Sprint(reason), Rules: []rule{}}
		}
	}()

	patch, err := configpatcher.LoadPatch([]byte(text))
	if err != nil {
		return nil, refused("decode", err)
	}

	out, err := configpatcher.Apply(configpatcher.WithConfig(current), []configpatcher.Patch{patch})
	if err != nil {
		return nil, refused("patch", err)
	}

	next, err = out.Bytes()
	if err != nil {
		return nil, refused("encode", err)
	}

	return next, nil
}

// rewrite is the text as Talos writes it, whatever the text it was read from looks like.
func rewrite(provider config.Provider) string {
	text, err := provider.EncodeBytes(encoder.WithComments(encoder.CommentsDisabled))
	if err != nil {
		return err.Error()
	}

	return string(bytes.TrimRight(text, "\n"))
}

func refused(stage string, err error) *state {
	return &state{Stage: stage, Error: err.Error(), Rules: []rule{}}
}

func load(text []byte, stage string, wantText bool) (provider config.Provider, s state) {
	defer func() {
		if reason := recover(); reason != nil {
			provider, s = nil, state{Stage: "panic", Error: fmt.Sprint(reason), Rules: []rule{}}
		}
	}()

	provider, err := configloader.NewFromBytes(text)
	if err != nil {
		return nil, *refused(stage, err)
	}

	if err := validate(provider); err != nil {
		return nil, *refused("validate", err)
	}

	return provider, describe(provider, text, wantText)
}
