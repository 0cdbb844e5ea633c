module github.com/pulldoctor/pulldoctor/testdata/node

go 1.26.0

replace github.com/pulldoctor/pulldoctor => ../..
