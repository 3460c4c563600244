package view

import "github.com/a-h/templ"


func (p Settings) body() templ.Component         { return templ.NopComponent }
func (p Leave) body() templ.Component            { return templ.NopComponent }
func (p NetworkSettings) body() templ.Component  { return templ.NopComponent }
func (p SignIn) body() templ.Component           { return templ.NopComponent }
func (p Confirm) body() templ.Component          { return templ.NopComponent }
func (p Join) body() templ.Component             { return templ.NopComponent }
func (p Accept) body() templ.Component           { return templ.NopComponent }
func (p Setup) body() templ.Component            { return templ.NopComponent }
func (p Problem) body() templ.Component          { return templ.NopComponent }
func (p APIReader) body() templ.Component        { return templ.NopComponent }
