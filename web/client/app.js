// What every page loads: each import is one behaviour that attaches itself to the markup it knows.
export {};
