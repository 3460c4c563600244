// Package bench measures the built program under load. Everything runs in processes of their own: the program as it
// ships, and beside each figure a reference on the same stack that does the least that could answer the same. The two
// are driven by the same client in turns, so that what else the machine does falls on both.
//
// It knows the program only by what the contract names (commands, pages, API, live connection) and by its tables,
// which the references read and write bare. It imports nothing else of ours.
package bench
