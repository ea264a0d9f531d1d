package io.corspolicy.benchmarks;

/**
 * A request to a filter that is measured.
 */
public interface Measured {

	/**
	 * Make the filter and see that it gives the answer that is measured.
	 * @throws Exception if it does not
	 */
	void prepare() throws Exception;

	/**
	 * Make the request.
	 * @return anything that depends on the answer
	 * @throws Exception never
	 */
	int request() throws Exception;

}
