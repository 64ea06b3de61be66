/// The look of a report, on a screen and on paper.
enum ReportStyle {
    /// Nothing is loaded: fonts are those of the reader. On paper the signed data is left out, as nobody can
    /// verify that.
    static let element = Markup.verbatim(
        """
        <style>
        :root { color-scheme: light; }
        body { margin: 0; background: #eef0f3; color: #1b1f24; font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif; }
        main { max-width: 62rem; margin: 2rem auto; padding: 2.5rem 3rem; background: #fff; border: 1px solid #d5d9df; }
        h1 { margin: 0 0 1rem; font-size: 1.9rem; line-height: 1.2; }
        h2 { margin: 2.2rem 0 .7rem; padding-bottom: .3rem; border-bottom: 2px solid #1b1f24; font-size: 1.2rem; }
        p { margin: 0 0 .4rem; }
        td p:last-child { margin-bottom: 0; }
        code, pre { font-family: ui-monospace, "DejaVu Sans Mono", "Liberation Mono", Menlo, Consolas, monospace; font-size: .86em; overflow-wrap: anywhere; }
        .kind { color: #57606a; font-size: .85rem; letter-spacing: .06em; text-transform: uppercase; }
        .verdict { padding: .8rem 1rem; border: 1px solid #57606a; border-left-width: .6rem; background: #f6f7f9; }
        .partial { padding: .4rem 1rem; border: 2px dashed #8a5a00; }
        .verdict strong { font-size: 1.15rem; }
        .verdict.passed { border-color: #1a7f37; background: #eefaf1; }
        .verdict.failed { border-color: #b3261e; background: #fdf0ef; }
        .verdict.open { border-color: #8a5a00; background: #fdf6e7; }
        table { width: 100%; border-collapse: collapse; margin: 0 0 1.2rem; }
        caption { padding: 0 0 .4rem; color: #57606a; font-size: .88rem; text-align: left; }
        th, td { padding: .45rem .7rem; border: 1px solid #d5d9df; text-align: left; vertical-align: top; }
        thead th { background: #f0f2f5; font-size: .85rem; }
        .fields th { width: 11rem; background: #f6f7f9; font-weight: 600; }
        .counts { font-variant-numeric: tabular-nums; }
        .checks th[scope=row] { width: 15rem; font-weight: 400; }
        .checks th[scope=row] code { font-weight: 600; }
        .checks th span, .outcome span { display: block; font-size: .85rem; }
        .severity { color: #57606a; }
        .outcome { width: 7.5rem; border-left: .4rem solid #8a939e; }
        .passed .outcome { border-left-color: #1a7f37; }
        .warned .outcome { border-left-color: #bf8700; }
        .failed .outcome { border-left-color: #b3261e; background: #fdf0ef; }
        .open .outcome { border-left-color: #8a5a00; background: #fdf6e7; }
        .waived .outcome { border-left-color: #6639ba; }
        .skipped { color: #57606a; }
        .fields td, .evidence, .waiver, .credentials p, li { white-space: pre-wrap; overflow-wrap: anywhere; }
        .todo { margin: .5rem 0 0; font-size: .85rem; font-weight: 600; }
        ul, ol { margin: 0 0 .3rem; padding-left: 1.3rem; }
        .credentials th[scope=row] { width: 4rem; }
        .credentials td:nth-child(2) { width: 27rem; }
        pre { margin: .8rem 0 0; padding: 1rem; border: 1px solid #d5d9df; background: #f6f7f9; white-space: pre-wrap; overflow-wrap: anywhere; }
        summary { cursor: pointer; }
        @media (max-width: 44rem) {
        main { margin: 0; padding: 1.2rem; border: 0; }
        .checks th[scope=row], .outcome, .fields th, .credentials td:nth-child(2) { width: auto; }
        .counts th, .counts td { padding: .3rem; overflow-wrap: anywhere; }
        }
        @media print {
        @page { margin: 16mm 14mm; }
        body { background: #fff; font-size: 9.5pt; }
        main { max-width: none; margin: 0; padding: 0; border: 0; }
        h2, caption { break-after: avoid; }
        tr, .verdict { break-inside: avoid; }
        thead { display: table-header-group; }
        .data { display: none; }
        * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
        }
        </style>

        """)
}
