package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/yaml"
	genericrequest "k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
	"k8s.io/kubernetes/pkg/registry/batch/job"
	"k8s.io/kubernetes/pkg/registry/core/namespace"
	"k8s.io/kubernetes/pkg/registry/core/serviceaccount"
	"k8s.io/kubernetes/pkg/registry/networking/networkpolicy"
)

// As kubectl has the API server decode: a key that nobody knows, or that stands twice, is refused.
var strict = serializer.NewCodecFactory(legacyscheme.Scheme, serializer.EnableStrict)

var strategies = map[string]rest.RESTCreateStrategy{
	"NetworkPolicy":  networkpolicy.Strategy,
	"Namespace":      namespace.Strategy,
	"ServiceAccount": serviceaccount.Strategy,
	"DaemonSet":      daemonset.Strategy,
	"Job":            job.Strategy,
}

// splitDocuments leaves out what holds nothing but comments.
func splitDocuments(text string) ([][]byte, error) {
	reader := yaml.NewYAMLReader(bufio.NewReader(strings.NewReader(text)))

	var documents [][]byte

	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return documents, nil
		}

		if err != nil {
			return nil, err
		}

		if isEmpty(document) {
			continue
		}

		documents = append(documents, document)
	}
}

func isEmpty(document []byte) bool {
	asJSON, err := yaml.ToJSON(document)

	return err == nil && string(bytes.TrimSpace(asJSON)) == "null"
}

func inspectObjects(text string) ([]object, string) {
	documents, err := splitDocuments(text)
	if err != nil {
		return nil, err.Error()
	}

	var found []object

	for _, document := range documents {
		found = append(found, inspectObject(document))
	}

	return found, ""
}

// inspectObject goes the way of a request that makes an object, up to where it would be stored.
func inspectObject(document []byte) object {
	decoded, kind, err := strict.UniversalDecoder().Decode(document, nil, nil)
	if err != nil {
		return object{Error: err.Error()}
	}

	accessor, err := meta.Accessor(decoded)
	if err != nil {
		return object{Error: err.Error()}
	}

	out := object{
		Kind:      kind.Kind,
		Namespace: accessor.GetNamespace(),
		Name:      accessor.GetName(),
		Labels:    accessor.GetLabels(),
	}

	strategy, known := strategies[kind.Kind]
	if !known {
		out.Error = "no strategy is here for " + kind.String()

		return out
	}

	ctx := genericrequest.WithRequestInfo(genericrequest.NewDefaultContext(), &genericrequest.RequestInfo{
		APIGroup:   kind.Group,
		APIVersion: kind.Version,
		Resource:   kind.Kind,
	})
	if strategy.NamespaceScoped() {
		if out.Namespace == "" {
			out.Error = "it says no namespace, and would land in whichever is current"

			return out
		}

		ctx = genericrequest.WithNamespace(ctx, out.Namespace)
	} else {
		ctx = genericrequest.WithNamespace(ctx, "")
	}

	rest.FillObjectMetaSystemFields(accessor)

	if err := rest.BeforeCreate(strategy, ctx, decoded); err != nil {
		out.Error = err.Error()
	}

	return out
}

// versioned gives the objects as clients see them, with defaults.
func versioned(text string) ([]runtime.Object, error) {
	documents, err := splitDocuments(text)
	if err != nil {
		return nil, err
	}

	var found []runtime.Object

	for _, document := range documents {
		decoded, _, err := strict.UniversalDeserializer().Decode(document, nil, nil)
		if err != nil {
			return nil, err
		}

		legacyscheme.Scheme.Default(decoded)

		found = append(found, decoded)
	}

	return found, nil
}
