package main

import (
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/api/meta"
	psadmission "k8s.io/pod-security-admission/admission"
	"k8s.io/pod-security-admission/admission/api/load"
	"k8s.io/pod-security-admission/admission/api/validation"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

// tryPods asks the admission plugin of Pod Security about pods, as it would be asked in one namespace.
func tryPods(in request) ([]pod, string) {
	configuration, err := load.LoadFromData([]byte(in.Configuration))
	if err != nil {
		return nil, err.Error()
	}

	if problems := validation.ValidatePodSecurityConfiguration(configuration); len(problems) > 0 {
		return nil, problems.ToAggregate().Error()
	}

	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return nil, err.Error()
	}

	plugin := &psadmission.Admission{
		Configuration:    configuration,
		Evaluator:        evaluator,
		PodSpecExtractor: psadmission.DefaultPodSpecExtractor{},
	}

	if err := plugin.CompleteConfiguration(); err != nil {
		return nil, err.Error()
	}

	rules, problems := plugin.PolicyToEvaluate(labelsOf(in.Namespace, in.Labels))
	if len(problems) > 0 {
		return nil, problems.ToAggregate().Error()
	}

	objects, err := versioned(in.Text)
	if err != nil {
		return nil, err.Error()
	}

	var found []pod

	for _, one := range objects {
		metadata, spec, err := plugin.PodSpecExtractor.ExtractPodSpec(one)
		if err != nil {
			continue
		}

		exempt := slices.Contains(configuration.Exemptions.Namespaces, in.Namespace)
		passes := func(level api.LevelVersion) bool {
			return exempt || policy.AggregateCheckResults(evaluator.EvaluatePod(level, metadata, spec)).Allowed
		}

		accessor, err := meta.Accessor(one)
		if err != nil {
			return nil, fmt.Sprint(err)
		}

		found = append(found, pod{
			Name:    accessor.GetName(),
			Enforce: passes(rules.Enforce),
			Audit:   passes(rules.Audit),
			Warn:    passes(rules.Warn),
		})
	}

	return found, ""
}
