package main

import (
	"slices"

	"k8s.io/apimachinery/pkg/runtime/serializer"
	auditinternal "k8s.io/apiserver/pkg/apis/audit"
	apiaudit "k8s.io/apiserver/pkg/audit"
	"k8s.io/apiserver/pkg/audit/policy"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	cliflag "k8s.io/component-base/cli/flag"
)

// The API server falls back to a lenient reading, with a warning; a warning is a mistake here.
var strictAudit = serializer.NewCodecFactory(apiaudit.Scheme, serializer.EnableStrict)

func tryRequests(in request) ([]audit, string) {
	if _, _, err := strictAudit.UniversalDecoder().Decode([]byte(in.Text), nil, &auditinternal.Policy{}); err != nil {
		return nil, err.Error()
	}

	loaded, err := policy.LoadPolicyFromBytes([]byte(in.Text))
	if err != nil {
		return nil, err.Error()
	}

	evaluator := policy.NewPolicyRuleEvaluator(loaded)
	found := make([]audit, 0, len(in.Requests))

	for _, asked := range in.Requests {
		config := evaluator.EvaluatePolicyRule(authorizer.AttributesRecord{
			User:            &user.DefaultInfo{Name: asked.User, Groups: asked.Groups},
			Verb:            asked.Verb,
			Namespace:       asked.Namespace,
			APIGroup:        asked.Group,
			Resource:        asked.Resource,
			Subresource:     asked.Subresource,
			Name:            asked.Name,
			ResourceRequest: asked.Path == "",
			Path:            asked.Path,
		})

		omits := make([]string, 0, len(config.OmitStages))
		for _, stage := range config.OmitStages {
			omits = append(omits, string(stage))
		}

		slices.Sort(omits)
		found = append(found, audit{Level: string(config.Level), Omits: omits})
	}

	return found, ""
}

// readTLS reads the value of the argument --tls-min-version.
func readTLS(text string) (int, string) {
	version, err := cliflag.TLSVersion(text)
	if err != nil {
		return 0, err.Error()
	}

	return int(version), ""
}
