package io.corspolicy.autoconfigure;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.annotation.CorsPolicyReader;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.annotation.AliasFor;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.javapoet.ClassName;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.reactive.handler.AbstractHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is kept in a native image, as processing an application ahead of time finds it.
 */
class CorsPolicyRuntimeHintsTests {

	private final RuntimeHints hints = process();

	@Test
	void thePublicSuffixListIsRead() {
		for (String form : new String[] { "dat", "sorted" }) {
			String list = "io/corspolicy/engine/host/public-suffix-list." + form;
			assertThat(CorsPolicy.class.getResource("/" + list)).isNotNull();
			assertKept(RuntimeHintsPredicates.resource().forResource(list));
		}
	}

	@Test
	void typesAreFoundByName() throws ReflectiveOperationException {
		assertKept(RuntimeHintsPredicates.reflection().onType(Class.forName("com.google.re2j.Pattern")));
		assertKept(RuntimeHintsPredicates.reflection().onType(DispatcherServlet.class));
		assertKept(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(RequestMappingInfo.class.getMethod("getVersionCondition")));
		assertKept(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(org.springframework.web.reactive.result.method.RequestMappingInfo.class
				.getMethod("getVersionCondition")));
	}

	@Test
	void whatSpringDoesNotTellIsRead() throws ReflectiveOperationException {
		for (Class<?> filter : List.of(CorsFilter.class, CorsWebFilter.class)) {
			assertKept(RuntimeHintsPredicates.reflection().onFieldAccess(filter.getDeclaredField("configSource")));
			assertKept(RuntimeHintsPredicates.reflection().onFieldAccess(filter.getDeclaredField("processor")));
		}
		assertKept(RuntimeHintsPredicates.reflection()
			.onFieldAccess(UrlBasedCorsConfigurationSource.class.getDeclaredField("corsConfigurations")));
		assertKept(RuntimeHintsPredicates.reflection()
			.onFieldAccess(AbstractHandlerMapping.class.getDeclaredField("corsConfigurationSource")));
		assertKept(RuntimeHintsPredicates.reflection()
			.onFieldAccess(AbstractServerHttpResponse.class.getDeclaredField("commitActions")));
		assertKept(RuntimeHintsPredicates.proxies().forInterfaces(HttpServletRequest.class));
		assertKept(RuntimeHintsPredicates.proxies().forInterfaces(ServerWebExchange.class));
	}

	@Test
	void attributesOfTheAnnotationAreRead() {
		for (Method attribute : CorsPolicy.class.getDeclaredMethods()) {
			assertKept(RuntimeHintsPredicates.reflection().onMethodInvocation(attribute));
		}
	}

	@Test
	void attributesOfAnnotationsThatCarryItAreRead() throws ReflectiveOperationException {
		Method put = Items.class.getDeclaredMethod("put");
		assertThat(Objects.requireNonNull(new CorsPolicyReader((text) -> text).read(Items.class, put)).name())
			.isEqualTo("narrow");
		assertKept(RuntimeHintsPredicates.reflection().onMethodInvocation(Outer.class.getDeclaredMethod("name")));
		assertKept(RuntimeHintsPredicates.reflection().onMethodInvocation(Inner.class.getDeclaredMethod("policy")));
		assertKept(RuntimeHintsPredicates.reflection().onMethodInvocation(put));
	}

	@Test
	void methodsOfInterfacesAreFound() throws ReflectiveOperationException {
		assertKept(RuntimeHintsPredicates.reflection().onMethodInvocation(Api.class.getDeclaredMethod("get")));
	}

	@Test
	void classesThatCarryItAreFound() {
		assertKept(RuntimeHintsPredicates.reflection().onType(Base.class));
	}

	private void assertKept(Predicate<RuntimeHints> predicate) {
		assertThat(predicate).accepts(this.hints);
	}

	private static RuntimeHints process() {
		RuntimeHints hints = new RuntimeHints();
		GenericWebApplicationContext context = new GenericWebApplicationContext();
		context.registerBean(CorsPolicyAutoConfiguration.class);
		context.registerBean(Items.class);
		AnnotationConfigUtils.registerAnnotationConfigProcessors(context);
		new ApplicationContextAotGenerator().processAheadOfTime(context, new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("example", "Application")), new InMemoryGeneratedFiles(), hints));
		return hints;
	}

	@Retention(RetentionPolicy.RUNTIME)
	@CorsPolicy
	@interface Inner {

		@AliasFor(annotation = CorsPolicy.class, attribute = "value")
		String policy() default "";

	}

	@Retention(RetentionPolicy.RUNTIME)
	@Inner
	@interface Outer {

		@AliasFor(annotation = Inner.class, attribute = "policy")
		String name() default "";

	}

	interface Api {

		@CorsPolicy("api")
		String get();

	}

	@CorsPolicy("base")
	abstract static class Base {

	}

	@RestController
	static class Items extends Base implements Api {

		@Override
		@GetMapping("/items")
		public String get() {
			return "items";
		}

		@PutMapping("/items")
		@Outer(name = "narrow")
		String put() {
			return "items";
		}

	}

}
