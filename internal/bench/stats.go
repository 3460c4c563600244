package bench

import (
	"context"
	"slices"
)

// quantile gives the value below which the part q (0 to 1) of all values lies, by the nearest rank; 0 of none.
func quantile(values []float64, q float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	rank := int(q*float64(len(sorted))+0.999999) - 1
	return sorted[min(max(rank, 0), len(sorted)-1)]
}

// median gives the middle value, or the mean of the two in the middle; 0 of none.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return (sorted[half-1] + sorted[half]) / 2
}

// pair is what the program and its reference came to.
type pair struct{ value, reference, ratio float64 }

// between gives the medians of rounds and the median of each round's ratio: what slowed the machine in one round
// slowed both sides of it.
func between(values, references []float64) pair {
	ratios := make([]float64, 0, len(values))
	for i, v := range values {
		if references[i] > 0 {
			ratios = append(ratios, v/references[i])
		}
	}
	return pair{median(values), median(references), median(ratios)}
}

// byTurns measures a and b, a and b again, so many rounds; one round before them warms both and doesn't count.
func byTurns(ctx context.Context, rounds int, a, b func(context.Context) (float64, error)) (pair, error) {
	var values, references []float64
	for i := range rounds + 1 {
		v, err := a(ctx)
		if err != nil {
			return pair{}, err
		}
		ref, err := b(ctx)
		if err != nil {
			return pair{}, err
		}
		if i > 0 {
			values, references = append(values, v), append(references, ref)
		}
	}
	return between(values, references), nil
}
