package app

import (
	"context"
	"net/url"
	"slices"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Products lists what a group makes. NotFound if v may not see the group.
func (a *App) Products(ctx context.Context, v forum.Viewer, slug string) (store.InGroup, []forum.Product, []forum.File, error) {
	var products []forum.Product
	var held []forum.File
	g, err := a.Group(ctx, v, slug)
	if err != nil {
		return g, nil, nil, err
	}
	err = a.store.Read(ctx, func(r *store.Reader) error {
		if products, err = r.Products(g.ID); err != nil {
			return err
		}
		held, err = r.FilesOf("product", int64(g.ID))
		return err
	})
	return g, products, held, err
}

// SetProducts replaces the list of what a group makes. Leads may.
func (a *App) SetProducts(ctx context.Context, v forum.Viewer, slug string, products []forum.Product) error {
	return a.changeProducts(ctx, v, slug, func([]forum.Product) ([]forum.Product, error) { return products, nil })
}

// changeProducts writes what change makes of the list, which it may alter.
func (a *App) changeProducts(ctx context.Context, v forum.Viewer, slug string, change func([]forum.Product) ([]forum.Product, error)) error {
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		g, err := tx.GroupFor(v, slug)
		if err == nil {
			err = g.Standing.Check(forum.Managing)
		}
		if err != nil {
			return err
		}
		list, err := tx.Products(g.ID)
		if err != nil {
			return err
		}
		if list, err = change(list); err != nil {
			return err
		}
		if list, err = cleanProducts(list); err != nil {
			return err
		}
		if err := putProducts(tx, v, g.ID, list, now); err != nil {
			return err
		}
		return event(tx, forum.Event{Kind: forum.GroupChanged, At: now, Actor: v.ID, Group: g.ID, Detail: "products", Staff: true})
	})
}

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

// cleanProducts checks what was given; the answer is never nil.
func cleanProducts(products []forum.Product) ([]forum.Product, error) {
	if len(products) > 100 {
		return nil, forum.Wrong("products", "error.too_many_products")
	}
	clean := make([]forum.Product, len(products))
	for i, p := range products {
		var err error
		if p.Title, err = forum.CleanLine("title", p.Title, 1, 200); err != nil {
			return nil, err
		}
		if p.Kind, err = forum.CleanLine("kind", p.Kind, 0, 60); err != nil {
			return nil, err
		}
		if p.URL != "" {
			u, err := url.Parse(p.URL)
			if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || len(p.URL) > 2000 {
				return nil, forum.Wrong("url", "error.url")
			}
			p.URL = u.String()
		}
		clean[i] = p
	}
	return clean, nil
}

// putProducts writes a group's list; nil leaves it as it is. Files that v can't
// see attach nothing.
func putProducts(tx *store.Tx, v forum.Viewer, g forum.GroupID, products []forum.Product, now time.Time) error {
	if products == nil {
		return nil
	}
	before, err := tx.FilesOf("product", int64(g))
	if err != nil {
		return err
	}
	kept := make([]forum.Product, len(products))
	for i, p := range products {
		if p.FileID != 0 && !hasFile(before, p.FileID) {
			_, err := tx.FileFor(v, p.FileID, now)
			if err != nil && forum.KindOf(err) != forum.NotFound {
				return err
			}
			if err != nil {
				p.FileID = 0
			}
		}
		kept[i] = p
	}
	return tx.SetProducts(g, kept)
}

func hasFile(files []forum.File, id forum.FileID) bool {
	for _, f := range files {
		if f.ID == id {
			return true
		}
	}
	return false
}
