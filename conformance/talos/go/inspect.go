package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"regexp"
	"slices"

	machineconfig "github.com/siderolabs/talos/pkg/machinery/config"
	"github.com/siderolabs/talos/pkg/machinery/config/config"
	"github.com/siderolabs/talos/pkg/machinery/config/validation"
)

// metal stands for any machine: firewall documents do not look at the mode.
type metal struct{}

func (metal) String() string        { return "metal" }
func (metal) RequiresInstall() bool { return false }
func (metal) InContainer() bool     { return false }

// clientValidator is what v1.14 tells programs outside of a node to use.
type clientValidator interface {
	ValidateAsClient(validation.RuntimeMode, ...validation.Option) ([]string, error)
}

func validate(provider machineconfig.Provider) error {
	if newer, ok := provider.(clientValidator); ok {
		_, err := newer.ValidateAsClient(metal{}, validation.WithLocal())

		return err
	}

	_, err := provider.Validate(metal{}, validation.WithLocal())

	return err
}

func describe(provider machineconfig.Provider, text []byte, wantText bool) state {
	s := state{OK: true, Rules: []rule{}}

	for _, document := range provider.Documents() {
		s.Documents++

		if document.Kind() == "NetworkDefaultActionConfig" {
			s.HasDefault = true
		}
	}

	network := provider.NetworkRules()
	s.Default = network.DefaultAction().String()

	for _, r := range network.Rules() {
		s.Rules = append(s.Rules, describeRule(r))
	}

	firewall, rest := splitDocuments(text)
	s.Firewall, s.Rest = digest(firewall), digest(rest)

	if wantText {
		s.Text = string(firewall)
	}

	return s
}

func describeRule(r config.NetworkRule) rule {
	out := rule{
		Protocol: r.Protocol().String(),
		Ports:    r.PortRanges(),
		Subnets:  prefixTexts(r.Subnets()),
		Excepts:  prefixTexts(r.ExceptSubnets()),
	}

	if out.Ports == nil {
		out.Ports = [][2]uint16{}
	}

	if named, ok := r.(config.NamedDocument); ok {
		out.Name = named.Name()
	}

	return out
}

func prefixTexts(prefixes []netip.Prefix) []string {
	texts := make([]string, 0, len(prefixes))

	for _, prefix := range prefixes {
		texts = append(texts, prefix.String())
	}

	return texts
}

var (
	separator    = []byte("\n---\n")
	firewallKind = regexp.MustCompile(`(?m)^kind: (NetworkDefaultActionConfig|NetworkRuleConfig)$`)
)

// noParameters is what is left of a document of kernel parameters when each of them was taken out: it says nothing.
var noParameters = []byte("apiVersion: v1alpha1\nkind: SysctlConfig\nparams: {}")

// splitDocuments parts bytes that Talos encoded; its encoder indents everything inside a document. The order of the
// firewall's documents counts, that of the others does not.
func splitDocuments(text []byte) (firewall, rest []byte) {
	var ours, others [][]byte

	for _, document := range bytes.Split(text, separator) {
		document = bytes.TrimSuffix(document, []byte("\n"))

		switch {
		case firewallKind.Match(document):
			ours = append(ours, document)
		case !bytes.Equal(document, noParameters):
			others = append(others, document)
		}
	}

	slices.SortFunc(others, bytes.Compare)

	return bytes.Join(ours, separator), bytes.Join(others, separator)
}

func digest(text []byte) string {
	sum := sha256.Sum256(text)

	return hex.EncodeToString(sum[:8])
}
