package main

import (
	"github.com/mattfenwick/cyclonus/pkg/matcher"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// tryConnections asks cyclonus, a tester of network plugins, which connections the policies admit.
func tryConnections(in request) ([]bool, string) {
	objects, err := versioned(in.Text)
	if err != nil {
		return nil, err.Error()
	}

	var policies []*networkingv1.NetworkPolicy

	labels := map[string]map[string]string{}

	for _, one := range objects {
		switch it := one.(type) {
		case *networkingv1.NetworkPolicy:
			policies = append(policies, it)
		case *corev1.Namespace:
			labels[it.Name] = it.Labels
		}
	}

	policy := matcher.BuildNetworkPolicies(false, policies)
	passes := make([]bool, 0, len(in.Tries))

	for _, one := range in.Tries {
		passes = append(passes, policy.IsTrafficAllowed(&matcher.Traffic{
			Source:           peerOf(one.From, labels),
			Destination:      peerOf(one.To, labels),
			ResolvedPort:     one.Port,
			ResolvedPortName: one.PortName,
			Protocol:         corev1.Protocol(one.Protocol),
		}).IsAllowed())
	}

	return passes, ""
}

func peerOf(end endpoint, labels map[string]map[string]string) *matcher.TrafficPeer {
	if end.Namespace == "" {
		return &matcher.TrafficPeer{IP: end.IP}
	}

	return &matcher.TrafficPeer{
		IP: end.IP,
		Internal: &matcher.InternalPeer{
			PodLabels:       end.Labels,
			NamespaceLabels: labelsOf(end.Namespace, labels[end.Namespace]),
			Namespace:       end.Namespace,
		},
	}
}

// labelsOf is what the API server makes of the labels of a namespace: its own among them.
func labelsOf(name string, labels map[string]string) map[string]string {
	made := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: labels}}
	legacyscheme.Scheme.Default(made)

	return made.Labels
}
