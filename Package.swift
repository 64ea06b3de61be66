// swift-tools-version: 6.2
import PackageDescription

/// What a target may import, from the ground up: C modules, then the two libraries that wrap them, then
/// formats, stores, the domain, and the executables, which never import each other.
let package = Package(
    name: "d24-tools",
    products: [
        .executable(name: "d24-vault", targets: ["d24-vault"]),
        .executable(name: "d24-signature", targets: ["d24-signature"]),
        // What needs the network is one program, which acts by the name it is called by: networking, which is
        // most of it, is installed once. The three names are products so that each build has them.
        .executable(name: "d24-online", targets: ["d24-online"]),
        .executable(name: "d24-rotate", targets: ["d24-online"]),
        .executable(name: "d24-egress", targets: ["d24-online"]),
        .executable(name: "d24-preflight", targets: ["d24-online"]),
    ],
    targets: [
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CLinux"),

        .target(name: "Sodium", dependencies: ["CSodium"]),
        .target(name: "SystemIO", dependencies: ["CLinux", "Sodium"]),
        .target(name: "Arguments"),
        .target(name: "StrictJSON"),
        .target(name: "CashoutsAPI", dependencies: ["Sodium", "StrictJSON"]),
        .target(name: "SignatureDiagnosis", dependencies: ["CashoutsAPI", "Sodium", "StrictJSON"]),
        .target(name: "VaultFormat", dependencies: ["CashoutsAPI", "Sodium", "StrictJSON"]),
        .target(name: "VaultStore", dependencies: ["Sodium", "SystemIO", "VaultFormat"]),
        .target(
            name: "ToolSupport",
            dependencies: [
                "Arguments", "CashoutsAPI", "Sodium", "StrictJSON", "SystemIO", "VaultFormat", "VaultStore",
            ]),
        .target(name: "SecretScan", dependencies: ["Sodium", "StrictJSON", "SystemIO"]),
        .target(
            name: "SecretPlaces",
            dependencies: ["CashoutsAPI", "SecretScan", "Sodium", "SystemIO", "ToolSupport", "VaultFormat"]),
        .target(name: "HTTPTransport", dependencies: ["Sodium", "SystemIO"]),
        .target(
            name: "KeyRotation",
            dependencies: ["CashoutsAPI", "HTTPTransport", "Sodium", "ToolSupport", "VaultFormat"]),
        .target(name: "EgressPolicy"),
        .target(
            name: "EgressWitnesses",
            dependencies: [
                "CashoutsAPI", "EgressPolicy", "HTTPTransport", "StrictJSON", "ToolSupport", "VaultFormat",
            ]),
        .target(
            name: "PreflightChecks",
            dependencies: [
                "Arguments", "CashoutsAPI", "EgressPolicy", "EgressWitnesses", "HTTPTransport", "KeyRotation",
                "SecretPlaces", "Sodium", "StrictJSON", "SystemIO", "ToolSupport", "VaultFormat",
                "VaultStore",
            ]),

        .target(
            name: "RotationVerbs",
            dependencies: [
                "Arguments", "CashoutsAPI", "HTTPTransport", "KeyRotation", "StrictJSON",
                "SystemIO", "ToolSupport", "VaultFormat", "VaultStore",
            ]),
        .target(
            name: "EgressVerbs",
            dependencies: [
                "Arguments", "CashoutsAPI", "EgressPolicy", "EgressWitnesses", "HTTPTransport", "KeyRotation",
                "StrictJSON", "SystemIO", "ToolSupport", "VaultFormat", "VaultStore",
            ]),
        .target(
            name: "PreflightVerbs",
            dependencies: [
                "Arguments", "CashoutsAPI", "PreflightChecks", "StrictJSON",
                "SystemIO", "ToolSupport", "VaultFormat", "VaultStore",
            ]),

        .executableTarget(
            name: "d24-vault",
            dependencies: [
                "Arguments", "CashoutsAPI", "SecretPlaces", "SecretScan", "Sodium", "StrictJSON", "SystemIO",
                "ToolSupport", "VaultFormat", "VaultStore",
            ]),
        .executableTarget(
            name: "d24-signature",
            dependencies: [
                "Arguments", "CashoutsAPI", "SignatureDiagnosis", "Sodium", "StrictJSON", "SystemIO",
                "ToolSupport", "VaultFormat",
                "VaultStore",
            ]),
        .executableTarget(
            name: "d24-online",
            dependencies: ["EgressVerbs", "HTTPTransport", "PreflightVerbs", "RotationVerbs", "ToolSupport"]),

        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(
            name: "SodiumTests", dependencies: ["Sodium", "TestSupport"], exclude: ["Vectors/generate.py"]),
        .testTarget(name: "SystemIOTests", dependencies: ["SystemIO", "Sodium", "TestSupport"]),
        .testTarget(name: "ArgumentsTests", dependencies: ["Arguments"]),
        .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON"]),
        .testTarget(
            name: "ToolSupportTests",
            dependencies: [
                "ToolSupport", "Arguments", "StrictJSON", "SystemIO", "TestSupport", "VaultFormat",
                "VaultStore",
            ]),
        .testTarget(
            name: "CashoutsAPITests", dependencies: ["CashoutsAPI", "Sodium", "StrictJSON", "TestSupport"]),
        .testTarget(
            name: "SignatureDiagnosisTests",
            dependencies: ["SignatureDiagnosis", "CashoutsAPI", "Sodium", "StrictJSON", "TestSupport"]),
        .testTarget(
            name: "VaultFormatTests",
            dependencies: ["VaultFormat", "CashoutsAPI", "Sodium", "StrictJSON", "TestSupport"],
            exclude: [
                "Generator", "Reader", "Vectors/README", "Vectors/golden", "Vectors/made",
                "Vectors/two-keys.py",
            ]),
        .testTarget(
            name: "VaultStoreTests",
            dependencies: ["VaultStore", "VaultFormat", "CashoutsAPI", "Sodium", "SystemIO", "TestSupport"]),
        .testTarget(
            name: "SecretScanTests", dependencies: ["SecretScan"],
            exclude: ["Vectors/generate.py"]),
        .testTarget(
            name: "SecretPlacesTests",
            dependencies: [
                "SecretPlaces", "CashoutsAPI", "SecretScan", "SystemIO", "VaultFormat",
                "TestSupport",
            ]),
        .testTarget(
            name: "HTTPTransportTests",
            dependencies: ["HTTPTransport", "Sodium", "SystemIO", "TestSupport"]),
        .testTarget(
            name: "KeyRotationTests",
            dependencies: ["KeyRotation", "CashoutsAPI", "HTTPTransport", "Sodium", "VaultFormat"]),
        .testTarget(name: "EgressPolicyTests", dependencies: ["EgressPolicy"]),
        .testTarget(
            name: "EgressWitnessesTests",
            dependencies: ["EgressWitnesses", "EgressPolicy", "HTTPTransport", "TestSupport"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "PreflightChecksTests", dependencies: ["PreflightChecks", "TestSupport"],
            exclude: ["Vectors"]),
        .testTarget(
            name: "ToolTests", dependencies: ["Sodium", "TestSupport", "ToolSupport"], exclude: ["Scripts"]),
    ],
    swiftLanguageModes: [.v6]
)

// Its `main` is libFuzzer's, which only scripts/fuzz links.
if Context.environment["D24_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "Fuzzing",
            dependencies: [
                "CashoutsAPI", "PreflightChecks", "SignatureDiagnosis", "Sodium", "StrictJSON", "VaultFormat",
            ],
            path: "Tests/Fuzzing", exclude: ["Corpora", "Dictionaries"]))
}

let settings: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableExperimentalFeature("Lifetimes"),
]

for target in package.targets where target.type != .system {
    target.swiftSettings = settings
}
