package app

import (
	"context"
	"slices"

	"plenary/internal/forum"
)

// AddProduct puts something at the end of the list of what a group makes.
// Leads may.
func (a *App) AddProduct(ctx context.Context, v forum.Viewer, slug string, p forum.Product) error {
	return a.changeProducts(ctx, v, slug, func(list []forum.Product) ([]forum.Product, error) {
		return append(list, p), nil
	})
}

// ChangeProduct changes one thing in the list of what a group makes, by its
// id. A zero FileID keeps the file it has. Leads may.
func (a *App) ChangeProduct(ctx context.Context, v forum.Viewer, slug string, p forum.Product) error {
	return a.changeProducts(ctx, v, slug, func(list []forum.Product) ([]forum.Product, error) {
		i := slices.IndexFunc(list, func(have forum.Product) bool { return have.ID == p.ID })
		if i < 0 {
			return nil, forum.Missing()
		}
		if p.FileID == 0 {
			p.FileID = list[i].FileID
		}
		list[i] = p
		return list, nil
	})
}

// RemoveProduct takes one thing off the list of what a group makes. Leads may.
func (a *App) RemoveProduct(ctx context.Context, v forum.Viewer, slug string, id forum.ProductID) error {
	return a.changeProducts(ctx, v, slug, func(list []forum.Product) ([]forum.Product, error) {
		i := slices.IndexFunc(list, func(have forum.Product) bool { return have.ID == id })
		if i < 0 {
			return nil, forum.Missing()
		}
		return slices.Delete(list, i, i+1), nil
	})
}
