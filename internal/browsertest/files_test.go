package browsertest

import (
	"strings"
	"testing"

	"plenary/internal/forumtest"
)

// brings lets go of files over what the selector meets, or pastes them there: a
// picture, a text of 2 MB, and what calls itself a picture and is damaged.
const brings = `async (how, selector, names) => {
	const canvas = Object.assign(document.createElement("canvas"), {width: 1200, height: 800});
	const paint = canvas.getContext("2d");
	paint.fillStyle = "#0b6b63";
	paint.fillRect(0, 0, 600, 800);
	const photo = await new Promise((done) => canvas.toBlob(done, "image/jpeg"));
	const files = {
		"photo.jpg": () => new File([photo], "photo.jpg", {type: "image/jpeg"}),
		"broken.png": () => new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13])], "broken.png", {type: "image/png"}),
		"empty.txt": () => new File([], "empty.txt", {type: "text/plain"}),
	};
	const data = new DataTransfer();
	for (const name of names) data.items.add(files[name]?.() ?? new File(["minutes ".repeat(250_000)], name, {type: "text/plain"}));
	const event = how === "paste" ? new ClipboardEvent("paste", {bubbles: true, cancelable: true, clipboardData: data})
		: new DragEvent(how, {bubbles: true, cancelable: true, dataTransfer: data});
	return !document.querySelector(selector).dispatchEvent(event); // somebody took them
}`

func TestFiles_droppedPastedAndSent(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("care", "members/invite")
	ana, ben, eve := f.As("care", "ana", "member"), f.As("care", "ben", "member"), f.User("eve")
	talk := ana.Starts("care", "What the visit showed")
	c := f.Chromium()
	a, b := c.Window(ana).Opens(path(talk)), c.Window(ben).Opens(path(talk))
	connected(a, b)
	take := func(w *forumtest.Window, how, selector string, names ...string) {
		t.Helper()
		if !forumtest.Eval[bool](w, brings, how, selector, names) {
			t.Fatalf("%s of %v over %s is nobody's", how, names, selector)
		}
	}
	states := func(w *forumtest.Window, wanted ...string) {
		t.Helper()
		w.Until("files that are "+strings.Join(wanted, ", "), `(wanted) => [...document.querySelectorAll(".upload")].map((row) => row.dataset.state).join() === wanted.join()`, wanted)
	}

	// Over a slow line each says how much of it is there, three go at once, and what is typed is left alone.
	a.Types("#composer textarea[name=body]", "We saw")
	takesOver(a)
	a.Slow("/api/*", 100_000, 0)
	take(a, "dragover", "main", "minutes.txt")
	a.Sees(".drop-note", "Drop files").Until("where they go", `() => document.querySelector("#composer form.is-over") !== null`)
	take(a, "drop", "main", "minutes.txt", "notes.txt", "plan.txt", "list.txt")
	states(a, "sending", "sending", "sending", "waiting")
	a.Until("no field of forms without script", `() => document.querySelector("#composer .attach").checkVisibility() === false`)
	a.SeesNot(".drop-note", "").Until("some of it is there", `() => document.querySelector(".upload progress").value > 0 && /^\d+ %$/.test(document.querySelector(".upload-now").textContent)`)
	a.Accessible("files on their way")
	a.Clicks(`.upload [aria-label="Cancel minutes.txt"]`).Clicks(`.upload [aria-label="Cancel notes.txt"]`).Clicks(`.upload [aria-label="Cancel plan.txt"]`)
	a.SeesNot(".upload", "minutes.txt")
	states(a, "sending")
	a.Types("#composer textarea[name=body]", " this").Clicks("#composer .send-it").Sees(".uploads-status", "as soon as")
	a.Slow("/api/*", 0, 0)
	b.Sees("#posts", "We saw this").Sees("#posts a.file", "list.txt").SeesNot("#posts a.file", "minutes.txt")

	// What fails waits to be sent again; what is refused says why, and nothing is sent without it by mistake.
	a.Block("/api/v1/files")
	take(a, "paste", writer, "photo.jpg", "broken.png", "empty.txt")
	states(a, "failed", "failed", "failed")
	a.Sees(".upload", "connection was lost").Sees(".upload", "This file is empty")
	a.Clicks("#composer .send-it").Sees(".uploads-status", "could not be uploaded")
	a.Block()
	a.Clicks(`.upload [aria-label="Try photo.jpg again"]`).Clicks(`.upload [aria-label="Try broken.png again"]`).Sees(".upload", "damaged or incomplete")
	states(a, "ready", "failed", "failed")
	a.Accessible("files that were refused")
	a.Clicks(`.upload [aria-label="Remove broken.png"]`).Clicks(`.upload [aria-label="Remove empty.txt"]`)
	a.Types(".upload-alt input", "The new entrance").Clicks("#composer .send-it")
	shown := `#posts img[alt="The new entrance"][width="1200"][height="800"]`
	b.Until("the picture with its measures", `(s) => document.querySelector(s)?.srcset.includes("400w") === true`, shown)

	// Who reads it over a slow line sees what it will be like, and anybody sees it large.
	late := c.Window(ben)
	late.Slow("/files/*", 0, 1)
	late.Opens(path(talk)).Until("what stands for it", `(s) => { const img = document.querySelector(s), blur = img?.previousElementSibling; return !img?.complete && blur?.matches(".blur") && blur.naturalWidth > 0 && blur.offsetHeight > img.offsetHeight; }`, shown)
	late.Slow("/files/*", 0, 0)
	late.Reloads().Until("the picture alone", `(s) => { const img = document.querySelector(s); return img?.complete && !img.previousElementSibling; }`, shown)
	b.Clicks(shown).Sees("dialog.large h2", "The new entrance").Until("it", `() => document.querySelector("dialog.large img:not([aria-busy])")?.naturalWidth > 0`)
	b.Accessible("a picture, large")
	b.Presses(forumtest.Escape).Until("back at the picture", `(s) => !document.querySelector("dialog") && document.activeElement === document.querySelector(s).parentElement`, shown)

	address := forumtest.Eval[string](b, `(s) => document.querySelector(s).getAttribute("src")`, shown)
	ben.Visits(address).Is(200)
	eve.Visits(address).IsNotFound()
	f.Visitor().Visits(address).IsNotFound()
	a.Quiet()
	b.Quiet()
}
