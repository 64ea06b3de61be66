/// What can happen to a body between the one that signs and the one that sends: other bytes were signed.
package enum BodyAccident: String, CaseIterable, Sendable {
    case finalLineFeedAdded = "final-lf-added"
    case finalLineFeedMissing = "final-lf-missing"
    case finalCRLFAdded = "final-crlf-added"
    case finalCRLFMissing = "final-crlf-missing"
    case byteOrderMarkAdded = "bom-added"
    case byteOrderMarkMissing = "bom-missing"
    case carriageReturnsStripped = "cr-stripped"
    case carriageReturnsAdded = "cr-added"
    case empty
    case latin1
    case windows1252 = "windows-1252"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case utf16LittleEndianMarked = "utf-16le-bom"
    case utf16BigEndianMarked = "utf-16be-bom"
    case utf8Twice = "utf-8-twice"
    case composed = "nfc"
    case decomposed = "nfd"
    case slashesEscaped = "slashes-escaped"
    case slashesUnescaped = "slashes-unescaped"
    case nonASCIIEscaped = "non-ascii-escaped"
    case nonASCIIEscapedUpperCase = "non-ascii-escaped-upper-case"
    case nonASCIIUnescaped = "non-ascii-unescaped"
    case compactJSON = "json-compact"
    case spacedJSON = "json-spaced"
    case indentedByTwo = "json-indented-2"
    case indentedByFour = "json-indented-4"
    case indentedByTab = "json-indented-tab"
    case indentedAsJackson = "json-indented-jackson"
    case keysSorted = "json-keys-sorted"
    case numbersShortened = "numbers-shortened"
    case floatsShortened = "floats-shortened"
    case integersAsFloats = "integers-as-floats"
    case numbersWithTwoDecimals = "numbers-two-decimals"
    case numbersAsJavaDoubles = "numbers-java-doubles"
    case numbersAsBigDecimals = "numbers-java-bigdecimals"
    case numbersWithExponents = "numbers-exponents"
    case asPythonWrites = "json-python"
    case asPHPWrites = "json-php"
    case asJavaScriptWrites = "json-javascript"
    case encodedTwice = "json-encoded-twice"
    case encodedTwiceASCII = "json-encoded-twice-ascii"
    case decodedOnce = "json-decoded-once"
    case formEncoded = "form-encoded"
    case formEncodedPercent = "form-encoded-percent"
    case formEncodedEmptyNull = "form-encoded-empty-null"
    case formAsPythonWrites = "form-python"
    case formAsPHPWrites = "form-php"
    case percentEncoded = "percent-encoded"
    case percentEncodedPlus = "percent-encoded-plus"
    case percentEncodedJava = "percent-encoded-java"
    case percentEncodedPath = "percent-encoded-path"
    case percentEncodedComponent = "percent-encoded-component"
    case controlMessage = "control-message"
    case externalIDAlone = "external-id-alone"
    case wholeForm = "whole-form"
    case wholeFormEmptyControl = "whole-form-empty-control"

    /// What was signed, as the end of "signed …".
    package var message: String {
        switch self {
        case .finalLineFeedAdded: "the body plus a final newline"
        case .finalLineFeedMissing: "the body without its final newline"
        case .finalCRLFAdded: "the body plus a final CR LF"
        case .finalCRLFMissing: "the body without its final CR LF"
        case .byteOrderMarkAdded: "the body after a byte-order mark"
        case .byteOrderMarkMissing: "the body without its byte-order mark"
        case .carriageReturnsStripped: "the body without its carriage returns"
        case .carriageReturnsAdded: "the body with CR LF for each newline"
        case .empty: "nothing, the empty body"
        case .latin1: "the text in Latin-1 (ISO 8859-1), with ? for what is not in it"
        case .windows1252: "the text in Windows-1252, with ? for what is not in it"
        case .utf16LittleEndian: "the text in UTF-16, little-endian"
        case .utf16BigEndian: "the text in UTF-16, big-endian"
        case .utf16LittleEndianMarked: "the text in UTF-16, little-endian, after a byte-order mark"
        case .utf16BigEndianMarked: "the text in UTF-16, big-endian, after a byte-order mark"
        case .utf8Twice: "the body taken for Latin-1 and encoded in UTF-8"
        case .composed: "the text in Unicode's composed form (NFC)"
        case .decomposed: "the text in Unicode's decomposed form (NFD)"
        case .slashesEscaped: #"the JSON with \/ for each slash"#
        case .slashesUnescaped: #"the JSON with / for each \/"#
        case .nonASCIIEscaped: #"the JSON with \u00e9 for what is not ASCII"#
        case .nonASCIIEscapedUpperCase: #"the JSON with \u00E9 for what is not ASCII"#
        case .nonASCIIUnescaped: #"the JSON with the characters themselves for \u escapes"#
        case .compactJSON: "the JSON without white space"
        case .spacedJSON: "the JSON with a space after each comma and colon"
        case .indentedByTwo: "the JSON indented by two spaces"
        case .indentedByFour: "the JSON indented by four spaces"
        case .indentedByTab: "the JSON indented by tabs"
        case .indentedAsJackson: "the JSON indented by two spaces, with spaces around each colon"
        case .keysSorted: "the JSON with its keys sorted"
        case .asPythonWrites: "the JSON as Python's json.dumps writes it"
        case .asPHPWrites: "the JSON as PHP's json_encode writes it"
        case .asJavaScriptWrites: "the JSON as JavaScript's JSON.stringify writes it"
        case .numbersShortened: "the JSON with each number as short as it can be (100.10 as 100.1)"
        case .floatsShortened: "the JSON with each float as short as it can be (100.00 as 100.0)"
        case .integersAsFloats: "the JSON with each integer as a float (100 as 100.0)"
        case .numbersWithTwoDecimals: "the JSON with two decimals at each number (100 as 100.00)"
        case .numbersAsJavaDoubles: "the JSON with each number as Java's double (10000000 as 1.0E7)"
        case .numbersAsBigDecimals: "the JSON with each number as Java's BigDecimal (100 as 1E+2)"
        case .numbersWithExponents: "the JSON with an exponent in each number (100 as 1e2)"
        case .encodedTwice: "the body encoded as JSON once more, as one string"
        case .encodedTwiceASCII: "the body encoded as JSON once more, as one string of ASCII"
        case .decodedOnce: "the text inside of the JSON string that the body is"
        case .formEncoded: "the fields as a form, with + for a space"
        case .formEncodedPercent: "the fields as a form, with %20 for a space"
        case .formEncodedEmptyNull: "the fields as a form, with nothing for null"
        case .formAsPythonWrites: "the fields as a form, as Python's urlencode writes it (true as True)"
        case .formAsPHPWrites:
            "the fields as a form, as PHP's http_build_query writes it (true as 1)"
        case .percentEncoded: "the whole body percent-encoded"
        case .percentEncodedPlus: "the whole body percent-encoded, with + for a space"
        case .percentEncodedJava: "the whole body percent-encoded, as Java's URLEncoder writes it"
        case .percentEncodedPath: "the whole body percent-encoded, with / as it is"
        case .percentEncodedComponent:
            "the whole body percent-encoded, as JavaScript's encodeURIComponent writes it"
        case .controlMessage: "the message of a notification's control (Be4, external_id, Bo7)"
        case .externalIDAlone: "external_id alone"
        case .wholeForm: "the whole body of the notification, without its control"
        case .wholeFormEmptyControl: "the whole body of the notification, with an empty control"
        }
    }

    /// How the one that signs is mended.
    package var mend: String {
        switch self {
        case .finalLineFeedAdded, .finalCRLFAdded:
            "sign the bytes that are sent: echo, editors and line-wise readers add a line end (printf '%s' does not)"
        case .finalLineFeedMissing, .finalCRLFMissing:
            "sign the bytes that are sent: $(...), trim and line-wise readers take the last line end away"
        case .byteOrderMarkAdded, .byteOrderMarkMissing:
            "write UTF-8 without a byte-order mark, and sign what is sent"
        case .carriageReturnsStripped, .carriageReturnsAdded:
            "open the body in binary mode, so that no line end is converted"
        case .empty:
            "read the body before it is sent, and rewind it: a stream that was read to its end is empty"
        case .latin1, .windows1252, .utf16LittleEndian, .utf16BigEndian, .utf16LittleEndianMarked,
            .utf16BigEndianMarked:
            "encode the text in UTF-8 once, and give those bytes to the HMAC and to the request"
        case .utf8Twice: "the bytes are UTF-8 already: do not encode them again"
        case .composed, .decomposed: "do not normalize the text between signing and sending"
        case .slashesEscaped, .slashesUnescaped, .nonASCIIEscaped, .nonASCIIEscapedUpperCase,
            .nonASCIIUnescaped, .compactJSON, .spacedJSON, .indentedByTwo, .indentedByFour, .indentedByTab,
            .indentedAsJackson, .keysSorted, .asPythonWrites, .asPHPWrites, .asJavaScriptWrites,
            .numbersShortened, .floatsShortened, .integersAsFloats, .numbersWithTwoDecimals,
            .numbersAsJavaDoubles, .numbersAsBigDecimals, .numbersWithExponents:
            "write the JSON once, and sign and send that same string: do not parse it and write it again"
        case .encodedTwice, .encodedTwiceASCII:
            "the body is JSON already: hand it to the HMAC as it is, not through an encoder"
        case .decodedOnce: "send the JSON itself: it was encoded once more on its way"
        case .formEncoded, .formEncodedPercent, .formEncodedEmptyNull, .formAsPythonWrites, .formAsPHPWrites,
            .percentEncoded, .percentEncodedPlus, .percentEncodedJava, .percentEncodedPath,
            .percentEncodedComponent:
            "sign the JSON that is sent, not a form made of it"
        case .controlMessage: "a request's signature covers its whole body; Be4 and Bo7 are for notifications"
        case .externalIDAlone: "put Be4 before external_id and Bo7 after it"
        case .wholeForm, .wholeFormEmptyControl:
            "a notification's control covers Be4, external_id and Bo7, not the body"
        }
    }
}
