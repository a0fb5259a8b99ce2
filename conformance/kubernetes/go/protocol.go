package main

// request is one question. Which fields count depends on Op.
type request struct {
	ID int    `json:"id"`
	Op string `json:"op"` // hello, objects, connections, audit, pods, tls

	// objects, connections: manifests. audit: a policy. pods: manifests of pods, or of what makes pods. tls: a version.
	Text string `json:"text"`

	// connections: who tries to reach whom.
	Tries []try `json:"tries"`

	// audit: what is asked of the API server.
	Requests []apiRequest `json:"requests"`

	// pods: the configuration of the admission plugin, and the namespace they are made in.
	Configuration string            `json:"configuration"`
	Namespace     string            `json:"namespace"`
	Labels        map[string]string `json:"labels"`
}

type endpoint struct {
	// Empty for whoever is outside of the cluster.
	Namespace string            `json:"namespace"`
	Labels    map[string]string `json:"labels"`
	IP        string            `json:"ip"`
}

type try struct {
	From     endpoint `json:"from"`
	To       endpoint `json:"to"`
	Protocol string   `json:"protocol"`
	Port     int      `json:"port"`
	PortName string   `json:"portName"`
}

type apiRequest struct {
	User        string   `json:"user"`
	Groups      []string `json:"groups"`
	Verb        string   `json:"verb"`
	Namespace   string   `json:"namespace"`
	Group       string   `json:"group"`
	Resource    string   `json:"resource"`
	Subresource string   `json:"subresource"`
	Name        string   `json:"name"`
	// Of what is no resource.
	Path string `json:"path"`
}

type answer struct {
	ID      int    `json:"id"`
	Version string `json:"version,omitempty"` // hello: the module's version
	// Why Kubernetes refuses the whole of it.
	Error   string   `json:"error,omitempty"`
	Objects []object `json:"objects,omitempty"`
	Passes  []bool   `json:"passes,omitempty"`
	Audits  []audit  `json:"audits,omitempty"`
	Pods    []pod    `json:"pods,omitempty"`
	TLS     int      `json:"tls,omitempty"`
	// The judge itself could not answer. Never set for what Kubernetes refuses.
	Fault string `json:"fault,omitempty"`
}

type object struct {
	Kind      string            `json:"kind"`
	Namespace string            `json:"namespace"`
	Name      string            `json:"name"`
	Labels    map[string]string `json:"labels"`
	// Why the API server refuses it.
	Error string `json:"error,omitempty"`
}

type audit struct {
	Level string   `json:"level"`
	Omits []string `json:"omits"`
}

// pod says which of the three modes have nothing against it.
type pod struct {
	Name    string `json:"name"`
	Enforce bool   `json:"enforce"`
	Audit   bool   `json:"audit"`
	Warn    bool   `json:"warn"`
}
