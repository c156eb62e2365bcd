// Package gazetteer knows the names of countries and places: which country a
// word stands for, and which places in the world bear a name.
//
// In: a word or name as written. Out: countries with how the word speaks of
// them, or places with their GeoNames id, coordinates and population.
//
//	m, ok := gazetteer.CountryOf("Qatari")   // m.Country.ISO3 == "QAT", m.As == gazetteer.Adjective
//	ps := gazetteer.Places("Tripoli")        // Libya's, Lebanon's, Greece's...
//
// Countries come from countries.tsv, written by hand over open data and read once
// at first use. Places come from places.bin, which the tool in build makes of the GeoNames
// dump (CC BY 4.0, see LICENSE-geonames.txt) and which is searched in place.
package gazetteer
