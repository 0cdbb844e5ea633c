package screen

import (
	"slices"
	"strings"
	"unicode"
)

// LooksLikeProduction finds prod, prd or production as a word of its own:
// "eks-prod-1" is, "product-catalog" is not.
func LooksLikeProduction(context string) bool {
	words := strings.FieldsFunc(strings.ToLower(context), func(r rune) bool {
		return !unicode.IsLetter(r)
	})
	return slices.ContainsFunc(words, func(w string) bool {
		return w == "prod" || w == "prd" || w == "production"
	})
}

// hasWord says whether one of the words is in a context's name, in whatever case.
func hasWord(context string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		return w != "" && strings.Contains(strings.ToLower(context), strings.ToLower(w))
	})
}
