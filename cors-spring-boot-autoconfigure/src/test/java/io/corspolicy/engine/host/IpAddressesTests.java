package io.corspolicy.engine.host;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IpAddresses}.
 */
class IpAddressesTests {

	@ParameterizedTest
	@ValueSource(strings = { "1", "a.1", "a.1.", "0x", "a.0xff", "08", "1.2.3.4", "999999999999" })
	void endInANumber(String host) {
		assertThat(IpAddresses.endsInNumber(host)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "1.a", "0xg", "1a", "x1", "1..", "[::1]" })
	void endInNoNumber(String host) {
		assertThat(IpAddresses.endsInNumber(host)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			127.0.0.1, 127.0.0.1
			127.0.0.1., 127.0.0.1
			127.1, 127.0.0.1
			10.1.2, 10.1.0.2
			10.1.256, 10.1.1.0
			0x7f.1, 127.0.0.1
			0x, 0.0.0.0
			010.8, 8.0.0.8
			0, 0.0.0.0
			256, 0.0.1.0
			1.65536, 1.1.0.0
			1.2.65535, 1.2.255.255
			1.16777215, 1.255.255.255
			4294967295, 255.255.255.255
			255.255.255.255, 255.255.255.255
			1.2.3.4.5,
			1.2.3.4..,
			4294967296,
			1.16777216,
			1.2.65536,
			1.2.3.256,
			256.1.1.1,
			1.256.1,
			08,
			0xg,
			-1,
			1.-1.1.1,
			a,
			1..2.3,
			'',
			""")
	void anIpv4AddressHasOneForm(String text, @Nullable String canonical) {
		assertThat(IpAddresses.canonicalIpv4(text)).isEqualTo(canonical);
	}

	@ParameterizedTest
	@CsvSource({ "0.0.0.0, 0", "0.0.0.9, 9", "1.2.3.4, 16909060", "127.0.0.1, 2130706433",
			"255.255.255.255, 4294967295", "100.10.0.19, 1678376979" })
	void anIpv4AddressIsReadAsItIsSent(String text, long address) {
		assertThat(IpAddresses.decimal(text, 0, text.length())).isEqualTo(address);
		assertThat(IpAddresses.decimal("1" + text + "1", 1, text.length() + 1)).isEqualTo(address);
		assertThat(IpAddresses.format(address)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "1.2.3", "1.2.3.", "1.2.3.4.", "1.2.3.4.5", "256.1.1.1", "1.1.1.256", "01.1.1.1",
			"1.1.1.00", "1.1.1.1000", "1000.1.1.1", "1..1.1", ".1.1.1", "a.1.1.1", "1.1.1.a", "/.1.1.1", "1.:.1.1",
			"1.1.1.1a", "1.1.1.1/", "0x1.1.1.1" })
	void anythingElseIsNoIpv4AddressAsItIsSent(String text) {
		assertThat(IpAddresses.decimal(text, 0, text.length())).isEqualTo(-1);
		assertThat(IpAddresses.decimal(text + "1", 0, text.length())).isEqualTo(-1);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			::, ::
			::1, ::1
			1::, 1::
			0:0:0:0:0:0:0:0, ::
			0:0:0:0:0:0:0:1, ::1
			1:0:0:0:0:0:0:0, 1::
			1:0:0:2:0:0:0:3, 1:0:0:2::3
			1:0:0:2:0:0:3:4, 1::2:0:0:3:4
			0:0:1:2:3:0:0:4, ::1:2:3:0:0:4
			1:2:3:4:5:6:0:0, 1:2:3:4:5:6::
			1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7
			1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0
			::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8
			2001:0db8::00ff, 2001:db8::ff
			fe80::a:0, fe80::a:0
			::ffff:1.2.3.4, ::ffff:102:304
			1:2:3:4:5:6:255.254.253.252, 1:2:3:4:5:6:fffe:fdfc
			1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8
			1:2:3:4:5:6:7:8:9,
			1:2:3:4:5:6:7,
			1:2:3:4::5:6:7:8,
			1:2:3:4:5:6:7:8::,
			1::2::3,
			:1:2:3:4:5:6:7,
			1:2:3:4:5:6:7:,
			12345::,
			g::,
			::g,
			::01.2.3.4,
			::1.2.3.256,
			::1.2.3,
			1.2.3.4::,
			1:2:3:4:5:6:7:1.2.3.4,
			'',
			""")
	void anIpv6AddressHasOneForm(String text, @Nullable String canonical) {
		assertThat(IpAddresses.canonicalIpv6(text)).isEqualTo(canonical);
		long[] halves = IpAddresses.halves(text);
		assertThat(halves != null).isEqualTo(text.equals(canonical));
		if (halves != null) {
			assertThat(IpAddresses.format(halves[0], halves[1])).isEqualTo(canonical);
		}
	}

	@Test
	void anIpv6AddressHasTwoHalves() {
		assertThat(IpAddresses.halves("2001:db8:fff0:1:8000::1")).containsExactly(0x20010db8fff00001L,
				0x8000000000000001L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "localhost.", "a.localhost", "127.0.0.1", "127.255.0.7", "[::1]" })
	void areLoopback(String host) {
		assertThat(IpAddresses.isLoopback(host)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "mylocalhost", "localhost.example", "127.1", "128.0.0.1", "127.example.com", "[::2]",
			"::1" })
	void areNotLoopback(String host) {
		assertThat(IpAddresses.isLoopback(host)).isFalse();
	}

}
