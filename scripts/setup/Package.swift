// swift-tools-version: 6.2
import PackageDescription
let package = Package(name: "x", targets: [.executableTarget(name: "x", swiftSettings: [.strictMemorySafety(), .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("NonisolatedNonsendingByDefault"), .enableUpcomingFeature("InferIsolatedConformances"),.enableUpcomingFeature("ImmutableWeakCaptures"), .enableExperimentalFeature("Lifetimes")])], swiftLanguageModes: [.v6])
