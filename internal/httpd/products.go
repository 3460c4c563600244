package httpd

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

func (s *Server) groupProducts(c *fiber.Ctx, g app.Group) error {
	return s.showProducts(c, g, 0, view.Form{})
}

// showProducts is the tab of what a group makes; edit is the one whose form is
// open.
func (s *Server) showProducts(c *fiber.Ctx, g app.Group, edit forum.ProductID, form view.Form) error {
	page, head, err := s.groupPage(c, g, door.Printer(c).T("group.products"))
	if err != nil {
		return err
	}
	if edit != 0 && !slices.ContainsFunc(head.Products, func(p forum.Product) bool { return p.ID == edit }) {
		return forum.Missing()
	}
	return s.render(c, view.GroupProducts{Page: page, GroupHead: head, Items: head.Products, Form: form, Edit: edit})
}

func (s *Server) askProduct(c *fiber.Ctx, g app.Group) error {
	id, err := idIn[forum.ProductID](c, "id")
	if err == nil {
		err = g.Standing.Check(forum.Managing)
	}
	if err != nil {
		return err
	}
	return s.showProducts(c, g, id, view.Form{})
}

func (s *Server) addProduct(c *fiber.Ctx, g app.Group) error {
	p, err := s.product(c, g)
	if err == nil {
		err = s.app.AddProduct(c.UserContext(), door.Viewer(c), g.Slug, p)
	}
	return s.productDone(c, g, 0, err)
}

func (s *Server) changeProduct(c *fiber.Ctx, g app.Group) error {
	id, err := idIn[forum.ProductID](c, "id")
	if err != nil {
		return err
	}
	if field(c, "remove") == "1" {
		return s.productDone(c, g, id, s.app.RemoveProduct(c.UserContext(), door.Viewer(c), g.Slug, id))
	}
	p, err := s.product(c, g)
	if err == nil {
		p.ID = id
		err = s.app.ChangeProduct(c.UserContext(), door.Viewer(c), g.Slug, p)
	}
	return s.productDone(c, g, id, err)
}

// product is what the form says. The file is kept only from who may add one.
func (s *Server) product(c *fiber.Ctx, g app.Group) (forum.Product, error) {
	p := forum.Product{Title: field(c, "title"), Kind: field(c, "kind"), URL: field(c, "url")}
	err := g.Standing.Check(forum.Managing)
	if err == nil {
		p.FileID, err = s.uploaded(c, "file", s.app.Upload)
	}
	return p, err
}

func (s *Server) productDone(c *fiber.Ctx, g app.Group, id forum.ProductID, err error) error {
	if again(err) {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showProducts(c, g, id, view.FormError(door.Printer(c), fields(c, "title", "kind", "url"), err))
	}
	if err != nil {
		return err
	}
	return goOn(c, g.Path()+"/products")
}
