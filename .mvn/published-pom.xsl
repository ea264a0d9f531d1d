<?xml version="1.0" encoding="UTF-8"?>
<!--
	What a published POM says of dependencies: the lowest supported versions, because Gradle takes the highest of all
	that it hears of, and nothing of optional ones, which Gradle takes for constraints. A dependency whose lowest
	version nobody has chosen stops the build.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:pom="http://maven.apache.org/POM/4.0.0">
	<xsl:output method="xml" encoding="UTF-8" />
	<xsl:param name="assertj" />
	<xsl:param name="framework" />
	<xsl:param name="jspecify" />
	<xsl:param name="spring-boot" />

	<xsl:template match="@*|node()">
		<xsl:copy>
			<xsl:apply-templates select="@*|node()" />
		</xsl:copy>
	</xsl:template>

	<xsl:template match="pom:dependency[pom:optional = 'true']" />

	<xsl:template match="pom:project/pom:dependencies/pom:dependency/pom:version">
		<xsl:variable name="group" select="../pom:groupId" />
		<xsl:copy>
			<xsl:choose>
				<xsl:when test="$group = 'io.corspolicy'">
					<xsl:value-of select="." />
				</xsl:when>
				<xsl:when test="$group = 'org.assertj'">
					<xsl:value-of select="$assertj" />
				</xsl:when>
				<xsl:when test="$group = 'org.jspecify'">
					<xsl:value-of select="$jspecify" />
				</xsl:when>
				<xsl:when test="$group = 'org.springframework'">
					<xsl:value-of select="$framework" />
				</xsl:when>
				<xsl:when test="$group = 'org.springframework.boot'">
					<xsl:value-of select="$spring-boot" />
				</xsl:when>
				<xsl:otherwise>
					<xsl:message terminate="yes">Choose the lowest version of <xsl:value-of select="$group" />.</xsl:message>
				</xsl:otherwise>
			</xsl:choose>
		</xsl:copy>
	</xsl:template>
</xsl:stylesheet>
