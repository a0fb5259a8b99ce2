module portcullis/conformance/talos

go 1.26.0
