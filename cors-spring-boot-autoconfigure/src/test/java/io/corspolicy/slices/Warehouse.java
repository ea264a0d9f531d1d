package io.corspolicy.slices;

import org.springframework.stereotype.Service;

/**
 * What no slice of the web layer has.
 */
@Service
class Warehouse {

	Warehouse() {
		throw new IllegalStateException("Not a part of the web layer");
	}

}
