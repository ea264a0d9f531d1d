package io.corspolicy.autoconfigure.properties;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.origin.Origin;

/**
 * Remembers where the attributes of a policy were written while they are bound, and so
 * with the binder's own view of which source wins. A list that was written entry by entry
 * is where its first one is.
 */
final class PropertyLocations extends AbstractBindHandler {

	private final ConfigurationPropertyName prefix;

	private final Map<String, Origin> origins = new HashMap<>();

	/**
	 * Create a handler.
	 * @param prefix what the attributes stand below
	 * @param parent handles all else
	 */
	PropertyLocations(ConfigurationPropertyName prefix, BindHandler parent) {
		super(parent);
		this.prefix = prefix;
	}

	@Override
	public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Object result) {
		ConfigurationProperty property = context.getConfigurationProperty();
		if (property != null && property.getOrigin() != null && isAttribute(property.getName())) {
			this.origins.put(property.getName().getElement(this.prefix.getNumberOfElements(), Form.DASHED),
					property.getOrigin());
		}
		return super.onSuccess(name, target, context, result);
	}

	private boolean isAttribute(ConfigurationPropertyName name) {
		int rest = name.getNumberOfElements() - this.prefix.getNumberOfElements();
		return switch (rest) {
			case 1 -> this.prefix.isParentOf(name);
			case 2 -> name.getLastElement(Form.ORIGINAL).equals("0") && this.prefix.isAncestorOf(name);
			default -> false;
		};
	}

	/**
	 * Find the place of an attribute.
	 * @return the place in words, or {@code null} for an attribute that was not bound
	 */
	@Nullable String find(String attribute) {
		Origin origin = this.origins.get(attribute);
		return (origin != null) ? ProblemLocation.where(origin) : null;
	}

}
