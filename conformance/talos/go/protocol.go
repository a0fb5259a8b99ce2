package main

// request is one question. Which fields count depends on Op.
type request struct {
	ID int    `json:"id"`
	Op string `json:"op"` // hello, generate, load, chain

	// generate: a contract such as "v1.13", and "controlplane" or "worker"; the result is kept under Ref.
	Contract string `json:"contract,omitempty"`
	Role     string `json:"role,omitempty"`

	// generate, chain: name of a generated configuration.
	Ref string `json:"ref,omitempty"`

	// load: documents, or a whole configuration.
	Text string `json:"text,omitempty"`

	// chain: patches applied one after another, each over the bytes that the one before left.
	Patches []string `json:"patches,omitempty"`

	// Whether the answer carries text: of load, the documents as Talos writes them; of generate, the configuration; of
	// chain, the firewall documents.
	WantText bool `json:"wantText,omitempty"`
	// chain: whether each state carries the whole configuration as Talos writes it.
	WantWhole bool `json:"wantWhole,omitempty"`
}

type answer struct {
	ID      int    `json:"id"`
	Version string `json:"version,omitempty"` // hello: the module's version
	State   *state `json:"state,omitempty"`   // generate, load
	// chain: one for each patch; it ends at the first that fails.
	Steps []state `json:"steps,omitempty"`
	// The judge itself could not answer. Never set for a configuration that Talos refuses.
	Fault string `json:"fault,omitempty"`
}

// state is a configuration as Talos sees it, or why it refuses it.
type state struct {
	OK    bool   `json:"ok"`
	Stage string `json:"stage,omitempty"` // where it failed: decode, patch, encode, decode-result, validate
	Error string `json:"error,omitempty"`

	Documents  int    `json:"documents"`  // all documents of the configuration
	HasDefault bool   `json:"hasDefault"` // a default action document is there
	Default    string `json:"default"`    // accept or block
	Rules      []rule `json:"rules"`
	// Digests of the encoded firewall documents, and of everything else.
	Firewall string `json:"firewall,omitempty"`
	Rest     string `json:"rest,omitempty"`
	Text     string `json:"text,omitempty"`  // on request
	Whole    string `json:"whole,omitempty"` // on request
}

type rule struct {
	Name     string      `json:"name"`
	Protocol string      `json:"protocol"`
	Ports    [][2]uint16 `json:"ports"`
	Subnets  []string    `json:"subnets"`
	Excepts  []string    `json:"excepts"`
}
