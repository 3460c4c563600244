package httpd

import (
	"slices"
	"strings"
)

// zones are offered to choose from; any other name is taken, too, where one is
// set already.
var zones = strings.Fields(`
	Pacific/Honolulu America/Anchorage America/Los_Angeles America/Tijuana America/Phoenix America/Denver America/Hermosillo
	America/Chicago America/Mexico_City America/Guatemala America/El_Salvador America/Tegucigalpa America/Managua America/Costa_Rica
	America/New_York America/Panama America/Bogota America/Lima America/Guayaquil America/Havana America/Toronto America/Jamaica
	America/Halifax America/Puerto_Rico America/Santo_Domingo America/Caracas America/La_Paz America/Santiago America/Asuncion
	America/St_Johns America/Sao_Paulo America/Argentina/Buenos_Aires America/Montevideo Atlantic/Azores UTC Europe/London
	Europe/Lisbon Europe/Dublin Africa/Accra Africa/Lagos Africa/Casablanca Europe/Madrid Europe/Paris Europe/Berlin Europe/Rome
	Europe/Amsterdam Europe/Stockholm Europe/Warsaw Africa/Johannesburg Africa/Cairo Europe/Athens Europe/Helsinki Europe/Kyiv
	Asia/Jerusalem Africa/Nairobi Europe/Istanbul Asia/Riyadh Asia/Dubai Asia/Karachi Asia/Kolkata Asia/Dhaka Asia/Bangkok
	Asia/Jakarta Asia/Shanghai Asia/Manila Asia/Singapore Australia/Perth Asia/Seoul Asia/Tokyo Australia/Sydney Pacific/Guam
	Pacific/Auckland Pacific/Pago_Pago`)

// zonesWith is zones in order of their names, with one more if it is not among
// them.
func zonesWith(one string) []string {
	all := slices.Clone(zones)
	if one != "" && !slices.Contains(all, one) {
		all = append(all, one)
	}
	slices.Sort(all)
	return all
}
