package io.corspolicy.sample;

import java.net.URI;
import java.util.List;

import io.corspolicy.annotation.CorsPolicy;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.Assert;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Its policy is {@code ice-cream} of {@code application.yml}, except for what a method
 * overrides.
 */
@RestController
@RequestMapping("/ice-creams")
@CorsPolicy("ice-cream")
final class IceCreamController {

	private final IceCreamRepository iceCreams;

	IceCreamController(IceCreamRepository iceCreams) {
		this.iceCreams = iceCreams;
	}

	@GetMapping
	ResponseEntity<List<IceCream>> menu() {
		List<IceCream> menu = this.iceCreams.findAll();
		return ResponseEntity.ok().header("X-Total-Count", Integer.toString(menu.size())).body(menu);
	}

	@PostMapping
	ResponseEntity<IceCream> add(@RequestBody Draft draft) {
		IceCream added = this.iceCreams.save(new IceCream(null, draft.flavour(), draft.scoops(), null));
		return ResponseEntity.created(URI.create("/ice-creams/" + added.id())).body(added);
	}

	@PutMapping("/{id}")
	IceCream change(@PathVariable long id, @RequestBody Draft draft, @RequestHeader("X-Reason") String reason) {
		find(id);
		return this.iceCreams.save(new IceCream(id, draft.flavour(), draft.scoops(), reason));
	}

	@DeleteMapping("/{id}")
	@CorsPolicy(allowedHeaders = "X-Reason")
	IceCream remove(@PathVariable long id, @RequestHeader("X-Reason") String reason) {
		IceCream removed = find(id);
		this.iceCreams.delete(removed);
		return new IceCream(id, removed.flavour(), removed.scoops(), reason);
	}

	@GetMapping("/{id}/recipe")
	@CorsPolicy(enabled = false)
	Recipe recipe(@PathVariable long id) {
		return new Recipe(find(id).flavour() + ", cream, and something secret");
	}

	private IceCream find(long id) {
		return this.iceCreams.findById(id)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No ice-cream " + id));
	}

	record Recipe(String text) {

	}

	record Draft(String flavour, int scoops) {

		Draft {
			Assert.hasText(flavour, "An ice-cream needs a flavour");
		}

	}

}
